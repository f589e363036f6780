// A clerk between a real store and doubles: what it needs to be watched and disturbed.
#pragma once

#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "application/clerk/clerk_doubles.h"
#include "application/sale/remove_unfinished.h"
#include "application/sale_on_sqlite.h"

namespace onsale {

// A clerk of its own next to the sale's, with doubles around the same store.
class ClerkTest : public testing::Test {
  protected:
    SaleOnSqlite sale;
    sqlite::SqliteUnitOfWork real{sale.data};
    FailingWork work{real};
    NoBoards boards;
    std::vector<std::string> faults;
    std::unique_ptr<Clerk> clerk = make_clerk({});

    // Patient by default: a slow machine fails no test.
    std::unique_ptr<Clerk> make_clerk(std::optional<std::size_t> queue,
                                      milliseconds longest_wait = std::chrono::hours(1)) {
        Clerk::Options options{.usual_hold = SaleOnSqlite::hold_term};
        options.longest_wait = options.longest_batch = longest_wait;
        options.queue = queue.value_or(limits::clerk_queue);
        options.on_fault = [this](std::string_view what, std::string_view command) {
            faults.push_back(std::string(command) + ": " + std::string(what));
        };
        return std::make_unique<Clerk>(work, boards, sale.clock, sale.ids, std::move(options));
    }

    // Makes one batch of all these, and waits for their answers.
    void serve_together(std::initializer_list<Command*> commands) {
        Pause pause;
        std::vector<AwaitedReply> replies(commands.size());
        clerk->submit(pause);
        pause.wait_until_begun();
        auto reply = replies.begin();
        for (auto* command : commands) {
            command->reply_to = &*reply++;
            ASSERT_TRUE(clerk->submit(*command));
        }
        pause.end();
        for (auto& each : replies) each.wait();
        clerk->close();  // before the pause goes, and so that `faults` may be read
    }

    std::size_t stored_users() {
        std::size_t users = 0;
        sale.archive.read_users([&](User const&) { ++users; });
        return users;
    }
};

}  // namespace onsale
