// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessioncomparer.h"

#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QToolButton;
class QTreeView;

namespace spectap {

class CompareDetail;
class CompareEventsModel;

/// Two sessions side by side: what is gone, new and changed, event by event.
class CompareView final : public QWidget
{
    Q_OBJECT

public:
    explicit CompareView(QWidget *parent = nullptr);

    /// Compares session file `b` with `a`.
    void compare(QString a, QString b);
    /// Where calls can be shown from: the session on screen. Its path decides whether B's calls can be.
    void setOpenSession(const QString &path);
    /// Offers for A and B, asked when the menu opens: paths of sessions.
    void setOffers(std::function<QStringList()> offers) { m_offers = std::move(offers); }
    [[nodiscard]] QString title() const;
    /// Of the file that stands for A or B; empty while there is none.
    [[nodiscard]] const QString &pathOf(bool a) const { return a ? m_a : m_b; }
    [[nodiscard]] const ComparedFiles *files() const { return m_files.get(); }
    [[nodiscard]] bool isSettled() const { return !m_comparer->isBusy(); }

signals:
    void titleChanged(const QString &title);
    /// Calls of the session on screen are to be seen.
    void filterRequested(const QString &query);
    /// `report` is to be written to a file of this format: "md", "html" or "json".
    void saveRequested(const QByteArray &report, const QString &suffix);
    /// Another file for A, or for B, is to be chosen.
    void fileWanted(bool forA);
    void failed(const QString &reason);

private:
    QWidget *makeHeader();
    QWidget *makeBar();
    QToolButton *makeSideButton(bool isA);
    void fillOffers(bool isA);
    void ask();
    void take(std::shared_ptr<const ComparedFiles> files);
    void showSides();
    void showSummary();
    void showNotice();
    void showRow();
    void ignoreField(const QByteArray &path);
    void editIgnored();
    void save(const QString &suffix);

    SessionComparer *m_comparer;
    std::shared_ptr<const ComparedFiles> m_files;
    std::function<QStringList()> m_offers;
    QString m_a;
    QString m_b;
    QString m_open;
    ComparisonOptions m_options;
    CompareEventsModel *m_model;
    QToolButton *m_sideA;
    QToolButton *m_sideB;
    QLabel *m_summary;
    QLabel *m_notice; ///< above the trees: what to know before reading them
    QCheckBox *m_hideSame;
    QCheckBox *m_leaveRare;
    QCheckBox *m_byLibrary;
    QPushButton *m_swap;
    QToolButton *m_save;
    QToolButton *m_ignored;
    QProgressBar *m_progress;
    QTreeView *m_tree;
    QLabel *m_hidden; ///< under the events: how many are the same
    CompareDetail *m_detail;
};

} // namespace spectap
