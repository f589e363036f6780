// A stand-in for the reference server: its paths and its answers (src/drill/dialect.h says where they were read), on
// our HTTP engine, in memory. It can be told to break its promises.
#pragma once

#include <cstdint>
#include <memory>

namespace onsale::drill {

struct ReferenceFaults {
    bool sells_twice = false;    // reserves and sells a seat again that is reserved or sold
    bool charges_twice = false;  // takes the price again when a reservation is paid again
    bool lets_all_in = false;    // reads dates to everybody
    bool loses_charges = false;  // says yes to every charge, and forgets every tenth
    bool sheds_dumbly = false;   // every tenth charge is answered 503 without Retry-After
};

class ReferenceServer {
  public:
    ReferenceServer(std::uint32_t seats, std::uint32_t capacity, ReferenceFaults faults = {});
    ~ReferenceServer();
    ReferenceServer(ReferenceServer const&) = delete;

    std::uint16_t port() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace onsale::drill
