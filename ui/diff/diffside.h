// SPDX-License-Identifier: MIT
#pragma once

#include "ui/diff/diffverdicts.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace spectap {

class SeverityMark;

/// Beside the fields of a diff: how much of which kind differs, what was found in either call, what is to be
/// said of the selected field, and which other calls to compare with.
class DiffSidePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffSidePanel(const SessionDocument *document, QWidget *parent = nullptr);

    void setCalls(std::shared_ptr<const ComparedCalls> calls);
    /// Index into CallDiff::fields(), -1: none.
    void setField(int field);

signals:
    /// The first change of a kind was asked for.
    void changeRequested(spectap::FieldChange change);
    /// Another call in the place of A.
    void callRequested(quint32 seq);
    /// The calls like one of the two are to be seen.
    void filterRequested(const QString &query);
    void copyRequested();
    void saveRequested();

private:
    QLabel *addTitle(const QString &text);
    void buildCounts();
    void buildVerdict();
    void buildSelected();
    void buildOthers();
    void buildButtons();
    void showCounts();
    void showVerdict();
    void showOthers();
    void showFinding(const CallDocument &call, DiffSide side);
    [[nodiscard]] QString valueLine(int field, DiffSide side) const;

    const SessionDocument *m_document;
    std::shared_ptr<const ComparedCalls> m_calls;
    DiffVerdicts m_verdicts;
    int m_field = -1;
    QTreeWidget *m_counts = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_selectedTitle = nullptr;
    QWidget *m_selected = nullptr;
    QLabel *m_ring = nullptr;
    QLabel *m_change = nullptr;
    SeverityMark *m_mark = nullptr;
    QLabel *m_values = nullptr;
    QLabel *m_words = nullptr;
    std::array<QPushButton *, 2> m_like{}; ///< by DiffSide
    QTreeWidget *m_others = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace spectap
