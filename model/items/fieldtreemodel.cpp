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

QModelIndex FieldTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::size_t slot = parent.isValid() ? parent.internalId() + 1 : 0;
    return createIndex(row, column, static_cast<quintptr>(m_children[slot][static_cast<std::size_t>(row)]));
}

QModelIndex FieldTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const int parent = m_call->fields[child.internalId()].parent;
    if (parent < 0)
        return {};
    return createIndex(m_rowInParent[static_cast<std::size_t>(parent)], 0, static_cast<quintptr>(parent));
}

int FieldTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_call || parent.column() > 0)
        return 0;
    const std::size_t slot = parent.isValid() ? parent.internalId() + 1 : 0;
    return static_cast<int>(m_children[slot].size());
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
    default:
        return {};
    }
}

} // namespace spectap
