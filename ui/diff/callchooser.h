// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <functional>
#include <vector>

class QMenu;

namespace spectap {

/// What can be chosen beside the calls of one name.
struct CallChoice
{
    quint32 current = 0; ///< what is compared now: has a check mark
    quint32 except = 0;  ///< the other call of the two
    quint32 pinned = 0;
    bool offersPrevious = false;
};

/// Fills `menu` with calls to compare with: the one before, the pinned one, the newest of `others`, and any
/// other by its number. `choose` gets the number of the call, 0 for the one before.
void fillCallChooser(QMenu *menu, const SessionDocument &document, const std::vector<quint32> &others,
    const CallChoice &choice, const std::function<void(quint32)> &choose);

} // namespace spectap
