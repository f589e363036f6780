#include "api/background/work_queue.h"

#include <pthread.h>
#include <sys/resource.h>

namespace onsale::api {

WorkQueue::WorkQueue(Options const& options) : most_(options.most) {
    boost::asio::post(thread_, [name = options.name, nice = options.nice] {
        ::pthread_setname_np(::pthread_self(), name.c_str());
        if (nice != 0) ::setpriority(PRIO_PROCESS, 0, nice);  // 0: of Linux's threads the calling one
    });
}

}  // namespace onsale::api
