// A gate: work of another thread stops at it until the test opens it.
#pragma once

#include <semaphore>

namespace onsale::tests {

class Gate {
  public:
    // On the thread that is to be stopped.
    void pass() {
        reached_.release();
        opened_.acquire();
    }
    // Returns when somebody stands at the gate; each counts once.
    void wait_until_reached() { reached_.acquire(); }
    void open() { opened_.release(1'000); }  // more than any test has at it

  private:
    std::counting_semaphore<> reached_{0};
    std::counting_semaphore<> opened_{0};
};

}  // namespace onsale::tests
