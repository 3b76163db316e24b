// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QAbstractItemModel>

#include <array>
#include <memory>
#include <vector>

namespace spectap {

enum FieldColumn
{
    FieldNameColumn,
    FieldValueColumn,
    FieldTypeColumn,
    FieldVerdictColumn,
    FieldColumnCount
};

/// Facts of a field row; ui/ makes words and colours.
enum FieldRole
{
    FieldNameRole = Qt::UserRole + 1,
    FieldPointerRole,  ///< QString, RFC 6901
    FieldRawRole,      ///< QString: the value's bytes as sent, cut for long ones
    FieldKindRole,     ///< int of JsonKind, -1 when not sent
    FieldChildrenRole, ///< int
    FieldStateRole,    ///< int of FieldVerdict::State
    FieldSeverityRole, ///< int of Severity, own findings
    FieldErrorsRole,   ///< own and below
    FieldWarningsRole,
    FieldInfosRole,
    FieldExpectedRole, ///< QString, documented type
    FieldMeansRole,
    FieldDocRole,
    FieldFromBatchRole,
    FieldRuleRole,        ///< int of Rule of the worst finding, 0 none
    FieldSuggestionRole,  ///< QString: did you mean
    FieldVerdictIndexRole ///< int: index into CallDocument::fields
};

/// A value's bytes as a cell carries them: very long ones are cut.
[[nodiscard]] QString cellText(QByteArrayView raw);

/// The fields of one call with their verdicts, as a tree.
class FieldTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void setCall(std::shared_ptr<const CallDocument> call);
    [[nodiscard]] const std::shared_ptr<const CallDocument> &call() const { return m_call; }
    /// Whether documented fields that were not sent are listed too.
    void setShowNotSent(bool show);
    [[nodiscard]] bool showsNotSent() const { return m_showNotSent; }
    [[nodiscard]] QModelIndex indexOf(const QByteArray &pointer) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    [[nodiscard]] const Finding *worstFinding(const FieldVerdict &field) const;
    [[nodiscard]] QString suggestion(const FieldVerdict &field) const;

    std::shared_ptr<const CallDocument> m_call;
    bool m_showNotSent = false;
    std::vector<std::vector<int>> m_children;     ///< [0]: top level; [i + 1]: below field i
    std::vector<int> m_rowInParent;               ///< -1: not listed
    std::vector<std::array<quint32, 4>> m_counts; ///< findings by Severity, own and below
};

} // namespace spectap
