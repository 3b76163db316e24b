// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace spectap {

/// In how many calls something was seen, the first and the last of them.
struct Sightings
{
    quint32 calls = 0;
    quint32 firstSeq = 0; ///< 0: never
    quint32 lastSeq = 0;

    /// Calls come in ascending order; seeing the same one again changes nothing and says false.
    bool see(quint32 seq)
    {
        if (lastSeq == seq)
            return false;
        ++calls;
        lastSeq = seq;
        if (firstSeq == 0)
            firstSeq = seq;
        return true;
    }
};

/// Puts `source` into the ascending `sources`, once.
inline void addSource(std::vector<quint16> &sources, quint16 source)
{
    const auto at = std::lower_bound(sources.begin(), sources.end(), source);
    if (at == sources.end() || *at != source)
        sources.insert(at, source);
}

} // namespace spectap
