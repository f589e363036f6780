// How to answer a request that is, byte for byte, the one before on its connection, without reading it again. A fan who
// waits asks the same thing every few seconds: all that parsing, routing and checking a signature can say of these
// bytes was said the first time.
//
// Left in an answer by a handler; the connection keeps it with a copy of the request. On the connection's I/O thread.
#pragma once

namespace onsale::http {

class Answer;

class Repeat {
  public:
    virtual ~Repeat() = default;

    // Fills the answer as the handler would have. False: the request must be read after all, as always; what was
    // filled in does not count. What it throws is taken as false. Whatever the first answer leaned on and can change
    // with time (a token's end, say) is this function's to look at.
    virtual bool answer(Answer& answer) = 0;
};

}  // namespace onsale::http
