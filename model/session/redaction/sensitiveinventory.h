// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/byteskey.h"
#include "model/session/redaction/sensitivekind.h"

#include <QByteArray>

#include <vector>

namespace spectap {

/// The part of a session in which something was found.
enum class FoundIn : quint8
{
    Field,  ///< of a call, by its path
    Body,   ///< of a request, where no field has a path
    Header, ///< by its name
    Target,
    Peer,
    Answer,
    Reason, ///< why a request was refused
    Note,
};

/// Values of one kind in one place.
struct FoundValues
{
    SensitiveKind kind = SensitiveKind::Email;
    FoundIn in = FoundIn::Field;
    QByteArray place{};   ///< path of a field as in profiles, name of a header
    quint64 count = 0;    ///< how often, the same ones counted again
    QByteArray example{}; ///< the first one
};

/// What is sensitive in a session, by kind and place. Bounded, however many places there are.
class SensitiveInventory
{
public:
    static constexpr std::size_t MaxPlaces = 2'000;

    void add(SensitiveKind kind, FoundIn in, const QByteArray &place, const QByteArray &value);
    /// By kind, then as they came.
    [[nodiscard]] std::vector<FoundValues> found() const;

private:
    std::vector<FoundValues> m_found;
    BytesMap<std::size_t> m_index; ///< by kind, part and place
};

} // namespace spectap
