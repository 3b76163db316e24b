// SPDX-License-Identifier: MIT
#include "model/items/fieldtreemodel.h"

#include <algorithm>

namespace spectap {

namespace {

/// Bytes of a value that a cell may carry; the Raw tab has the rest.
constexpr qsizetype MaxRaw = 4096;

QString stateName(FieldVerdict::State state)
{
    switch (state) {
    case FieldVerdict::State::Conforms:
        return QStringLiteral("ok");
    case FieldVerdict::State::Custom:
        return QStringLiteral("custom");
    case FieldVerdict::State::Problem:
        return QStringLiteral("problem");
    case FieldVerdict::State::Missing:
        return QStringLiteral("missing");
    case FieldVerdict::State::NotSent:
        return QStringLiteral("not-sent");
    }
    return {};
}

} // namespace

QString cellText(QByteArrayView raw)
{
    if (raw.size() <= MaxRaw)
        return QString::fromUtf8(raw);
    qsizetype end = MaxRaw;
    while (end > 0 && (static_cast<uchar>(raw[end]) & 0xc0U) == 0x80U)
        --end; // not in the middle of a character
    return QString::fromUtf8(raw.first(end)) + QChar(0x2026);
}

void FieldTreeModel::setCall(std::shared_ptr<const CallDocument> call)
{
    beginResetModel();
    m_call = std::move(call);
    rebuild();
    endResetModel();
}

void FieldTreeModel::setShowNotSent(bool show)
{
    if (show == m_showNotSent)
        return;
    beginResetModel();
    m_showNotSent = show;
    rebuild();
    endResetModel();
}

void FieldTreeModel::rebuild()
{
    const std::size_t count = m_call ? m_call->fields.size() : 0;
    m_children.assign(count + 1, {});
    m_rowInParent.assign(count, -1);
    m_counts.assign(count, {});
    m_inner.reset(static_cast<quint32>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const FieldVerdict &field = m_call->fields[i];
        for (const quint32 finding : field.findings) {
            if (finding < m_call->result.findings.size())
                ++m_counts[i][static_cast<std::size_t>(m_call->result.findings[finding].severity)];
        }
        if (field.state == FieldVerdict::State::NotSent && !m_showNotSent)
            continue;
        m_children[static_cast<std::size_t>(field.parent + 1)].push_back(static_cast<int>(i));
    }
    for (std::vector<int> &siblings : m_children) {
        // What is missing is what to look at: it stands before the fields that were sent.
        std::stable_partition(siblings.begin(), siblings.end(), [this](int field) {
            return m_call->fields[static_cast<std::size_t>(field)].state == FieldVerdict::State::Missing;
        });
        for (std::size_t row = 0; row < siblings.size(); ++row)
            m_rowInParent[static_cast<std::size_t>(siblings[row])] = static_cast<int>(row);
    }
    // Parents come first, so one pass from the end sums up whole subtrees.
    for (std::size_t i = count; i-- > 0;) {
        const int parent = m_call->fields[i].parent;
        if (parent < 0)
            continue;
        for (std::size_t severity = 0; severity < m_counts[i].size(); ++severity)
            m_counts[static_cast<std::size_t>(parent)][severity] += m_counts[i][severity];
    }
}

QModelIndex FieldTreeModel::indexOf(const QByteArray &pointer) const
{
    if (!m_call)
        return {};
    const auto &fields = m_call->fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (m_rowInParent[i] >= 0 && fields[i].pointer == pointer)
            return createIndex(m_rowInParent[i], 0, static_cast<quintptr>(i));
    }
    return {};
}

FieldTreeModel::JsonValue FieldTreeModel::valueOf(quint32 item) const
{
    if (m_inner.isInner(item))
        return {m_inner.value(item).tape, m_inner.value(item).node};
    const FieldVerdict &field = m_call->fields[item];
    const bool sent = field.node != JsonTape::None && m_call->view.tape;
    return {sent ? m_call->view.tape : nullptr, field.node};
}

FieldTreeModel::JsonValue FieldTreeModel::valueAt(const QModelIndex &index) const
{
    return valueOf(static_cast<quint32>(index.internalId()));
}

bool FieldTreeModel::isInner(const QModelIndex &index) const
{
    return m_inner.isInner(static_cast<quint32>(index.internalId()));
}

/// The field that an item is, or is inside of.
quint32 FieldTreeModel::fieldOf(quint32 item) const
{
    while (m_inner.isInner(item))
        item = m_inner.value(item).parent;
    return item;
}

QModelIndex FieldTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto at = static_cast<std::size_t>(row);
    if (!parent.isValid())
        return createIndex(row, column, static_cast<quintptr>(m_children[0][at]));
    const auto item = static_cast<quint32>(parent.internalId());
    const JsonValue value = valueOf(item);
    const bool inString = value.tape && (*value.tape)[value.node].kind == JsonKind::String;
    if (inString || m_inner.isInner(item))
        return createIndex(row, column, quintptr(m_inner.below(item, *value.tape, value.node)[at]));
    return createIndex(row, column, static_cast<quintptr>(m_children[item + std::size_t(1)][at]));
}

QModelIndex FieldTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const bool inner = isInner(child);
    const int parent = inner
                           ? static_cast<int>(m_inner.value(static_cast<quint32>(child.internalId())).parent)
                           : m_call->fields[child.internalId()].parent;
    if (parent < 0)
        return {};
    const auto item = static_cast<quint32>(parent);
    const int row = m_inner.isInner(item) ? m_inner.value(item).row : m_rowInParent[item];
    return createIndex(row, 0, static_cast<quintptr>(item));
}

int FieldTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_call || parent.column() > 0)
        return 0;
    return static_cast<int>(parent.isValid() ? countBelow(parent) : qsizetype(m_children[0].size()));
}

qsizetype FieldTreeModel::countBelow(const QModelIndex &parent) const
{
    const auto item = static_cast<quint32>(parent.internalId());
    const JsonValue value = valueOf(item);
    const bool inString = value.tape && (*value.tape)[value.node].kind == JsonKind::String;
    if (inString || m_inner.isInner(item))
        return qsizetype(m_inner.below(item, *value.tape, value.node).size());
    return qsizetype(m_children[item + std::size_t(1)].size());
}

int FieldTreeModel::columnCount(const QModelIndex &) const
{
    return FieldColumnCount;
}

/// The worst of the field's own findings, the first of equals; nullptr: none.
const Finding *FieldTreeModel::worstFinding(const FieldVerdict &field) const
{
    const Finding *worst = nullptr;
    for (const quint32 index : field.findings) {
        if (index >= m_call->result.findings.size())
            continue;
        const Finding &finding = m_call->result.findings[index];
        if (!worst || finding.severity > worst->severity)
            worst = &finding;
    }
    return worst;
}

QString FieldTreeModel::suggestion(const FieldVerdict &field) const
{
    for (const quint32 index : field.findings) {
        if (index >= m_call->result.findings.size())
            continue;
        const Finding &finding = m_call->result.findings[index];
        if (finding.rule == Rule::NearMiss || finding.rule == Rule::NameCase ||
            finding.rule == Rule::Deprecated)
            return QString::fromUtf8(finding.expected);
    }
    return {};
}

QVariant FieldTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_call)
        return {};
    if (isInner(index))
        return innerData(index, role);
    const std::size_t at = index.internalId();
    const FieldVerdict &field = m_call->fields[at];
    const bool sent = field.node != JsonTape::None && m_call->view.tape;
    const auto counted = [&](Severity severity) {
        return static_cast<int>(m_counts[at][static_cast<std::size_t>(severity)]);
    };
    if (role == Qt::DisplayRole) {
        switch (static_cast<FieldColumn>(index.column())) {
        case FieldNameColumn:
            return QString::fromUtf8(field.name);
        case FieldValueColumn:
            return data(index, FieldRawRole);
        case FieldTypeColumn:
            return sent ? QString::fromUtf8(jsonKindName((*m_call->view.tape)[field.node].kind)) : QString();
        case FieldVerdictColumn: {
            const Finding *worst = worstFinding(field);
            return worst ? QString::fromUtf8(ruleName(worst->rule)) : stateName(field.state);
        }
        case FieldColumnCount:
            break;
        }
        return {};
    }
    switch (role) {
    case FieldNameRole:
        return QString::fromUtf8(field.name);
    case FieldPointerRole:
    case FieldPlaceRole:
        return QString::fromUtf8(field.pointer);
    case FieldRawRole:
        return sent ? cellText(m_call->view.tape->raw(field.node)) : QString();
    case FieldKindRole:
        return sent ? static_cast<int>((*m_call->view.tape)[field.node].kind) : -1;
    case FieldChildrenRole:
        return sent ? static_cast<int>((*m_call->view.tape)[field.node].children) : 0;
    case FieldStateRole:
        return static_cast<int>(field.state);
    case FieldSeverityRole:
        return static_cast<int>(field.worst);
    case FieldErrorsRole:
        return counted(Severity::Error);
    case FieldWarningsRole:
        return counted(Severity::Warning);
    case FieldInfosRole:
        return counted(Severity::Info);
    case FieldExpectedRole:
        return QString::fromUtf8(field.expected);
    case FieldMeansRole:
        return QString::fromUtf8(field.means);
    case FieldDocRole:
        return QString::fromUtf8(field.doc);
    case FieldFromBatchRole:
        return field.fromBatch;
    case FieldRuleRole: {
        const Finding *worst = worstFinding(field);
        return static_cast<int>(worst ? worst->rule : Rule::None);
    }
    case FieldSuggestionRole:
        return suggestion(field);
    case FieldVerdictIndexRole:
        return static_cast<int>(at);
    case FieldInnerRole:
        return false;
    case FieldUnfoldsRole:
        return sent && (*m_call->view.tape)[field.node].kind == JsonKind::String && countBelow(index) > 0;
    default:
        return {};
    }
}

/// Of a value inside a string: what it is, and nothing about how good it is.
QVariant FieldTreeModel::innerData(const QModelIndex &index, int role) const
{
    const auto item = static_cast<quint32>(index.internalId());
    const JsonTape &tape = *m_inner.value(item).tape;
    const quint32 node = m_inner.value(item).node;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == FieldNameColumn)
            return QString::fromUtf8(m_inner.nameOf(item));
        if (index.column() == FieldValueColumn)
            return cellText(tape.raw(node));
        return index.column() == FieldTypeColumn ? QString::fromUtf8(jsonKindName(tape[node].kind))
                                                 : QString();
    case FieldNameRole:
        return QString::fromUtf8(m_inner.nameOf(item));
    case FieldPointerRole:
        return QString::fromUtf8(m_call->fields[fieldOf(item)].pointer);
    case FieldPlaceRole: {
        // A string in a string has a place in that one.
        QByteArray place = m_inner.pointerOf(item);
        quint32 up = item;
        while (m_inner.isInner(m_inner.value(up).parent)) {
            const quint32 parent = m_inner.value(up).parent;
            if (m_inner.value(parent).tape != m_inner.value(up).tape)
                place = m_inner.pointerOf(parent) + '\n' + place;
            up = parent;
        }
        return QString::fromUtf8(m_call->fields[fieldOf(item)].pointer + '\n' + place);
    }
    case FieldRawRole:
        return cellText(tape.raw(node));
    case FieldKindRole:
        return static_cast<int>(tape[node].kind);
    case FieldChildrenRole:
        return static_cast<int>(tape[node].children);
    case FieldStateRole:
        return static_cast<int>(FieldVerdict::State::Conforms);
    case FieldSeverityRole:
        return static_cast<int>(Severity::Ok);
    case FieldErrorsRole:
    case FieldWarningsRole:
    case FieldInfosRole:
        return 0;
    case FieldRuleRole:
        return static_cast<int>(Rule::None);
    case FieldVerdictIndexRole:
        return static_cast<int>(fieldOf(item));
    case FieldFromBatchRole:
        return m_call->fields[fieldOf(item)].fromBatch;
    case FieldInnerRole:
        return true;
    case FieldUnfoldsRole:
        return tape[node].kind == JsonKind::String && countBelow(index) > 0;
    default:
        return {};
    }
}

} // namespace spectap
