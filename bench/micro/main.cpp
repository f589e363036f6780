// Runs the micro-benchmarks; fails if one of them reports an error, or if there was none to run.
//
// Arguments are Google Benchmark's: --benchmark_filter=^seats, --benchmark_min_time=0.5, --benchmark_format=json.
#include <cstdlib>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

// Shows what the arguments ask for, and takes note of errors, which Google Benchmark alone exits with 0 for.
class Witness final : public benchmark::BenchmarkReporter {
  public:
    bool failed() const { return failed_; }

    bool ReportContext(Context const& context) override { return shown_.ReportContext(context); }
    void ReportRuns(std::vector<Run> const& runs) override {
        for (auto const& run : runs) failed_ = failed_ || run.error_occurred;
        shown_.ReportRuns(runs);
    }
    void Finalize() override { shown_.Finalize(); }

  private:
    benchmark::BenchmarkReporter& shown_ = *benchmark::CreateDefaultDisplayReporter();  // the library keeps it
    bool failed_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    Witness witness;
    auto const ran = benchmark::RunSpecifiedBenchmarks(&witness);
    benchmark::Shutdown();
    return ran == 0 || witness.failed() ? EXIT_FAILURE : EXIT_SUCCESS;
}
