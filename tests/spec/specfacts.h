// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/catalogue.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>

#include <map>
#include <set>

namespace spectap::test {

using Json = nlohmann::ordered_json;

/// What one side says of a field, an event or a limit: kind of statement → statement. Two of them are equal
/// when both sides agree.
using Facets = std::map<QByteArray, QByteArray>;

/// A folder of facts on the Segment Spec that the bundled catalogue is compared with.
class SpecFacts
{
public:
    /// Empty where there is none.
    static QString folder();
    const Json &file(const QString &name);
    /// Every page and heading that any of the files names.
    std::set<QByteArray> docs();

private:
    std::map<QString, Json> m_files;
};

[[nodiscard]] QByteArray bytesOf(const Json &text);
[[nodiscard]] QByteArray joined(const std::set<QByteArray> &words);
[[nodiscard]] QByteArray pathOf(const Json &field);
[[nodiscard]] JsonTypes typesOf(const Json &types);
[[nodiscard]] Facets facetsOf(const Json &field);
[[nodiscard]] Facets facetsOf(const FieldSpec &field);
[[nodiscard]] Facets eventFacetsOf(const Json &event);
[[nodiscard]] Facets eventFacetsOf(const EventSpec &event);

} // namespace spectap::test
