// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/innervalues.h"
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
    FieldRuleRole,         ///< int of Rule of the worst finding, 0 none
    FieldSuggestionRole,   ///< QString: did you mean
    FieldVerdictIndexRole, ///< int: index into CallDocument::fields; of an inner value that of its string
    FieldInnerRole,        ///< bool: a value inside a string that is JSON itself; it has no verdict
    FieldUnfoldsRole,      ///< bool: a string that is JSON itself: what is in it is below
    FieldPlaceRole ///< QString: like FieldPointerRole, and for inner values where in the string as well
};

/// A value's bytes as a cell carries them: very long ones are cut.
[[nodiscard]] QString cellText(QByteArrayView raw);

/// The fields of one call with their verdicts, as a tree. Below a string that is JSON itself stands what is
/// in it, and so on in there; it is read when a view asks what is below.
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

    struct JsonValue
    {
        const JsonTape *tape = nullptr; ///< null: not sent
        quint32 node = 0;
    };
    /// The value behind a valid index.
    [[nodiscard]] JsonValue valueAt(const QModelIndex &index) const;

private:
    void rebuild();
    [[nodiscard]] JsonValue valueOf(quint32 item) const;
    [[nodiscard]] bool isInner(const QModelIndex &index) const;
    [[nodiscard]] quint32 fieldOf(quint32 item) const;
    [[nodiscard]] qsizetype countBelow(const QModelIndex &parent) const;
    [[nodiscard]] QVariant innerData(const QModelIndex &index, int role) const;
    [[nodiscard]] const Finding *worstFinding(const FieldVerdict &field) const;
    [[nodiscard]] QString suggestion(const FieldVerdict &field) const;

    std::shared_ptr<const CallDocument> m_call;
    bool m_showNotSent = false;
    std::vector<std::vector<int>> m_children;     ///< [0]: top level; [i + 1]: below field i
    std::vector<int> m_rowInParent;               ///< -1: not listed
    std::vector<std::array<quint32, 4>> m_counts; ///< findings by Severity, own and below
    mutable InnerValues m_inner; ///< items are fields, then the values in their strings; grows as it is asked
};

} // namespace spectap
