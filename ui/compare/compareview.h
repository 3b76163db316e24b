// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessioncomparer.h"
#include "ui/compare/compareeventsmodel.h"

#include <QSet>
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

/// Two sessions side by side: what is gone, new and changed, event by event.
class CompareView final : public QWidget
{
    Q_OBJECT

public:
    /// Asks `comparer`, which becomes its own, or one of its own.
    explicit CompareView(QWidget *parent = nullptr, SessionComparer *comparer = nullptr);

    /// Compares session file `b` with `a`.
    void compare(QString a, QString b);
    /// Where calls can be shown from: the session on screen. Its path decides whether B's calls can be. While
    /// it is compared with the baseline, the session that takes its place is so too.
    void setOpenSession(const QString &path);
    /// Whether that one is being captured.
    void setLive(bool live) { m_comparer->setLive(live); }
    /// Path of the session that is the reference, empty: there is none.
    void setBaseline(const QString &path);
    /// Fields that are not compared from now on.
    void setIgnored(std::vector<QByteArray> paths);
    /// The file has moved.
    void replacePath(const QString &from, const QString &to);
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
    /// The session at `path` is to be the reference.
    void baselineRequested(const QString &path);
    /// The person changed what is not compared: setIgnored() is to be called.
    void ignoredChanged(const std::vector<QByteArray> &paths);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    static constexpr quint32 RareBelow = 3; ///< calls of an event that may be left out
    [[nodiscard]] static QString nameOf(const QString &path);
    QWidget *makeProgress();
    void cancel();
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
    struct Place
    {
        CompareEventsModel::Row row;
        QSet<QString> folded; ///< sections
        int scrolled = 0;
    };
    [[nodiscard]] Place placeNow() const;
    bool goTo(const Place &place);
    void goToFirst();
    void changeIgnored(std::vector<QByteArray> paths);
    void ignoreField(const QByteArray &path);
    void editIgnored();
    void save(const QString &suffix);

    SessionComparer *m_comparer;
    std::shared_ptr<const ComparedFiles> m_files;
    std::function<QStringList()> m_offers;
    QString m_a;
    QString m_b;
    QString m_open;
    QString m_baseline;
    bool m_cancelled = false;
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
    QPushButton *m_accept; ///< makes B the baseline
    QToolButton *m_save;
    QPushButton *m_ignored;
    QWidget *m_reading; ///< in sight while files are read: the bar, and the way out
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QTreeView *m_tree;
    QLabel *m_hidden; ///< under the events: how many are the same
    CompareDetail *m_detail;
};

} // namespace spectap
