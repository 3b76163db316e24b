// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/support/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace spectap {

class JsonSchema;
class PlanShapes;

/// A field that a plan knows by name.
struct PlannedField
{
    QByteArray path;  ///< dotted from the call's root, [] for array elements, as FieldSpec::path
    QByteArray types; ///< "number or null"; empty: any
    bool required = false;
    QByteArray description;
};

/// What a plan says of one event, or of all calls of a type.
struct PlanRule
{
    CallType call = CallType::Track; ///< Unknown: the common rule, for calls of every type
    QByteArray name;                 ///< event; page, screen: name, empty for all; otherwise empty
    qint64 version = 1;
    bool wholeCall = true; ///< the schema is of the whole call, not of its properties
    QByteArray description;
    QByteArray pointer; ///< of the schema in the plan's file
    std::shared_ptr<const JsonSchema> schema;
    std::shared_ptr<const PlanShapes> shapes;

    [[nodiscard]] bool isCommon() const { return call == CallType::Unknown; }
    /// The named fields below properties (or traits), for coverage and browsing.
    [[nodiscard]] std::vector<PlannedField> fields() const;
};

/// A tracking plan as read from a file, its schemas compiled. Formats: Segment's Public API, the older Config
/// API, Typewriter's plan.json (both generations), and plain JSON Schemas, one for each event.
struct TrackingPlan
{
    QByteArray name; ///< the plan's own, else the file's
    QString file;
    QByteArray version; ///< hash of the text: findings are re-made when it changes
    std::vector<PlanRule> rules;

    /// A mistake is an Error naming file, JSON pointer, line and what is wrong.
    static Result<TrackingPlan> load(const QString &file);
    static Result<TrackingPlan> read(const QByteArray &text, const QString &file);
};

/// Key of the properties in a call of `type`: "traits" for identify and group.
[[nodiscard]] QByteArrayView propertiesKey(CallType type);
[[nodiscard]] QByteArray propertiesPointer(CallType type);

} // namespace spectap
