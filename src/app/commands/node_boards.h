// `onsale audit --node URL`: compares what a running node shows with its store, seat by seat and wallet by wallet, by
// digests (GET /operator/boards/digest).
//
// With PostgreSQL both are of one snapshot, which the node names, however busy the sale is. With files the node and the
// file are read one after the other, until they agree or a few tries are over: ask while the sale is quiet.
#pragma once

#include <string>

#include "app/serving/store/offline_store.h"

namespace onsale {

struct NodeToCompare {
    std::string url;        // http://HOST:PORT, of the node itself, not of a balancer
    std::string admin_key;  // empty: none
};

// Prints what differs. Returns the number of differences.
// Errors: StorageFault; std::runtime_error when the node cannot be asked.
std::size_t compare_with_node(NodeToCompare const& node, StoreAddress const& address);

}  // namespace onsale
