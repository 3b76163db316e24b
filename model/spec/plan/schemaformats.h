// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace spectap {

/// The formats of draft-07.
enum class SchemaFormat : quint8
{
    None, ///< also every format nobody defined: it says nothing
    DateTime,
    Date,
    Time,
    Email,
    IdnEmail,
    Hostname,
    IdnHostname,
    Ipv4,
    Ipv6,
    Uri,
    UriReference,
    Iri,
    IriReference,
    UriTemplate,
    JsonPointer,
    RelativeJsonPointer,
    Regex,
};

[[nodiscard]] SchemaFormat schemaFormatFromName(QByteArrayView name);
[[nodiscard]] bool matchesSchemaFormat(SchemaFormat format, QByteArrayView text);

} // namespace spectap
