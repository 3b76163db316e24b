// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/catalogue.h"

#include <QHash>
#include <QSet>

namespace spectap {

/// What the Spec says of fields that matters when two calls are compared. Paths are those of FieldSpec:
/// properties.products[].price.
class DiffFacts
{
public:
    /// Knows nothing: every field is compared by what it holds alone.
    DiffFacts() = default;
    /// Of calls of `type` that are checked as `event`, an index into Catalogue::events or -1.
    DiffFacts(const Catalogue &catalogue, CallType type, int event);

    /// Whether the field differs between any two calls: moments and the id of the message.
    [[nodiscard]] bool isVolatile(const QByteArray &path) const { return m_volatile.contains(path); }
    /// Format::None where nothing is documented.
    [[nodiscard]] Format format(const QByteArray &path) const { return m_formats.value(path, Format::None); }

private:
    void learn(const FieldSpec &field);

    QHash<QByteArray, Format> m_formats;
    QSet<QByteArray> m_volatile;
};

} // namespace spectap
