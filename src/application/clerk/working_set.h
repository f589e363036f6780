// A working set: the rows of one batch in memory, as a list of parts, one for each kind of row.
//
// Commands decide one after the other on the rows as the earlier ones left them; what a command that fails put is taken
// back; all changes are then saved by a few statements for each part. A part (tracked.h) has load, save, begin_command,
// undo_command, untouched and clear: one that lacks any of them does not compile. Belongs to one thread.
#pragma once

#include <tuple>

namespace onsale {

template <class... Parts>
class WorkingSet {
  public:
    // What a store has loaded: each part takes what is its own.
    void load(auto& loaded) { (edit<Parts>().load(loaded), ...); }
    // Every change, in the order of the list.
    void save(auto& store) const { (of<Parts>().save(store), ...); }
    void clear() { (edit<Parts>().clear(), ...); }

    // Around each command.
    void begin_command() { (edit<Parts>().begin_command(), ...); }
    void undo_command() { (edit<Parts>().undo_command(), ...); }
    // Is there nothing to be committed?
    bool untouched() const { return (of<Parts>().untouched() && ...); }

    template <class Part>
    Part const& of() const {
        return std::get<Part>(parts_);
    }

  protected:
    template <class Part>
    Part& edit() {
        return std::get<Part>(parts_);
    }

  private:
    std::tuple<Parts...> parts_;
};

}  // namespace onsale
