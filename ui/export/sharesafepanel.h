// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/redactionprofile.h"
#include "ui/export/sharesafeprofiles.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QToolButton;
class QTreeView;

namespace spectap {

class ShareSafeEdits;
class ShareSafeFinder;
class ShareSafeModel;
struct ShareSafeKnowledge;

/// What an export replaces, keeps and drops to be safe to share: the list of what was found, the profiles,
/// and the reading of the session that both need. Reads nothing before it is switched on.
class ShareSafePanel final : public QWidget
{
    Q_OBJECT

public:
    ShareSafePanel(const QString &sessionPath, Settings *settings, QWidget *parent = nullptr);
    ~ShareSafePanel() override;

    [[nodiscard]] bool wasOn() const { return m_profiles.last().isOn; }
    void setOn(bool on);
    /// Whether the format can say what was done.
    void setFormatTells(bool tells);
    /// For one job at a time. Null while it is off, or the session is being read.
    [[nodiscard]] std::shared_ptr<ShareSafeEdits> edits() const { return m_edits; }
    /// The choices, for the next export.
    void remember();

signals:
    /// edits() are others, or none.
    void editsChanged();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QBoxLayout *makeProfileRow();
    QBoxLayout *makeChoiceRow();
    void find();
    void take(const ShareSafeKnowledge &knowledge);
    void stopped(const QString &why);
    void showState();
    void showChoice();
    void listProfiles(const QString &current);
    void pickProfile(int index);
    void enterProfile();
    void saveProfile();
    void removeProfile();
    void openFile();
    void saveFile();
    void addField();
    void say(const QString &text);

    ShareSafeProfiles m_profiles;
    ShareSafeFinder *m_finder;
    ShareSafeModel *m_model;
    QComboBox *m_profileBox;
    QPushButton *m_save;
    QPushButton *m_remove;
    QToolButton *m_file;
    QTreeView *m_tree;
    QPushButton *m_keep;
    QPushButton *m_replace;
    QPushButton *m_drop;
    QLineEdit *m_field;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QLabel *m_state;
    QLabel *m_note;
    QTimer m_delay; ///< several choices at once are one
    std::shared_ptr<ShareSafeEdits> m_edits;
    bool m_on = false;
    bool m_stopped = false;
};

} // namespace spectap
