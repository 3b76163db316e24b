// SPDX-License-Identifier: MIT
#include "model/diff/difffacts.h"

namespace spectap {

DiffFacts::DiffFacts(const Catalogue &catalogue, CallType type, int event)
{
    for (const FieldSpec &field : catalogue.fields) {
        if ((field.calls & callBit(type)) == 0)
            continue;
        learn(field);
        // Of the call itself, not of what it tells: a birthday among the traits is worth comparing.
        const bool moment = field.format == Format::IsoTime && !field.path.contains('.');
        if (moment || field.path == "messageId")
            m_volatile.insert(field.path);
    }
    if (event < 0 || static_cast<std::size_t>(event) >= catalogue.events.size())
        return;
    for (const FieldSpec &field : catalogue.events[static_cast<std::size_t>(event)].properties)
        learn(field);
}

void DiffFacts::learn(const FieldSpec &field)
{
    if (field.format == Format::None || field.format == Format::Other)
        return;
    m_formats.insert(field.path, field.format);
    for (const QByteArray &alias : field.aliases)
        m_formats.insert(alias, field.format);
}

} // namespace spectap
