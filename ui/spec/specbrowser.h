// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/specmodel.h"

#include <QWidget>

#include <array>

class QAbstractProxyModel;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace spectap {

class FocusEntry;
class PlanCoverageModel;
class SpecEntry;
class SpecSearchModel;
class UndocumentedModel;

/// The spec to browse offline, and what of it the session has shown: all of it, only what was seen, only what
/// was never seen, what was seen beyond it, and the same of the tracking plans.
class SpecBrowser final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode : quint8
    {
        All,
        Seen,
        Unseen,
        Undocumented,
        Plans ///< what the tracking plans ask for; only where there are any
    };
    static constexpr int Modes = 5;

    explicit SpecBrowser(std::shared_ptr<const Checker> checker, QWidget *parent = nullptr);

    void setChecker(std::shared_ptr<const Checker> checker);
    void setCoverage(const std::shared_ptr<const Coverage> &coverage);
    void setMode(Mode mode);
    /// The entry of a field: of the event `id` when it is one of its fields, else of the call. A path that
    /// has none leads to the nearest one above it.
    void showEntry(const QByteArray &id, CallType type, const QByteArray &path);

signals:
    void filterRequested(const QString &query);
    void callRequested(quint32 seq);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBar();
    void buildTrees();
    void applyMetrics();
    void search(const QString &words);
    void showCounts();
    void showPlans();
    [[nodiscard]] Mode mode() const;
    [[nodiscard]] QString planCounts() const;
    void expandFound();
    [[nodiscard]] QModelIndex entryOf(const QByteArray &id, CallType type, QByteArray path) const;

    SpecModel *m_model;
    SpecSearchModel *m_found;
    UndocumentedModel *m_beyond;
    PlanCoverageModel *m_plans;
    QAbstractProxyModel *m_words = nullptr;
    QWidget *m_bar = nullptr;
    QLineEdit *m_search = nullptr;
    std::array<QToolButton *, Modes> m_modes{};
    QLabel *m_counts = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTreeView *m_tree = nullptr;
    FocusEntry *m_entry = nullptr;
    QTreeView *m_beyondTree = nullptr;
    QTreeView *m_plansTree = nullptr;
    SpecEntry *m_page = nullptr;
};

} // namespace spectap
