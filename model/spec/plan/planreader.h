// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/jsonschema.h"
#include "model/spec/plan/trackingplan.h"

#include <optional>

namespace spectap {

/// Reads one plan of any known format. The first mistake ends it. Not for other rooms: see
/// TrackingPlan::load.
class PlanReader
{
public:
    PlanReader(QString file, TrackingPlan &into);
    std::optional<Error> read(QByteArrayView text);

private:
    bool fail(quint32 node, const QString &what);
    bool failAt(const QByteArray &pointer, quint32 offset, const QString &what);

    [[nodiscard]] quint32 member(quint32 object, QByteArrayView key) const;
    [[nodiscard]] JsonKind kind(quint32 node) const { return m_tape[node].kind; }
    [[nodiscard]] QByteArray text(quint32 node) const;
    [[nodiscard]] QByteArray textOf(quint32 object, QByteArrayView key) const;
    [[nodiscard]] bool looksLikeSchema(quint32 node) const;

    bool readRoot(quint32 root);
    bool readRules(quint32 rules);
    bool readRule(quint32 rule);
    bool readConfigRules(quint32 rules);
    bool readConfigEvent(quint32 event);
    bool readTraitList(quint32 traits, CallType call);
    bool readEventSchema(quint32 schema, QByteArray name);
    bool readVersion(quint32 rule, qint64 &out);
    bool add(PlanRule rule, quint32 schema);
    bool refuseTwins();

    QString m_file;
    TrackingPlan &m_into;
    JsonTape m_tape;
    std::optional<Error> m_error;
};

} // namespace spectap
