// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/violationmodel.h"

#include <QObject>

#include <optional>

class QMenu;

namespace spectap {

struct Band;
class Settings;

/// The findings that nobody wants to hear of: those of every session are kept in the settings, those of one
/// in its file. Muting is a matter of the window (MutedCounts says what follows it); the command line and
/// exports know nothing of it.
class MuteKeeper final : public QObject
{
    Q_OBJECT

public:
    MuteKeeper(SessionDocument *document, ViolationModel *violations, QObject *parent);

    void setSettings(Settings *settings);
    /// What the file of the session on screen has; joins what was muted since it is on screen.
    void addSessionMutes(const QByteArray &json);
    void mute(const Mute &mute);
    void unmute(const Mute &mute);
    void unmuteAll();
    void undo();

    /// "Mute rule": for the field, for the event, everywhere; in this session or always. `here` is as narrow
    /// as it gets.
    void fillMuteMenu(QMenu *menu, const Mute &here);
    /// What is muted, to be unmuted.
    void fillUnmuteMenu(QMenu *menu);
    [[nodiscard]] bool isEmpty() const { return m_violations->mutes().empty(); }
    [[nodiscard]] quint64 findings() const { return m_violations->mutedFindings(); }

    static const QByteArray UndoKey; ///< of the notice that offers to undo

signals:
    /// To be kept in the session's file.
    void sessionMutesChanged(const QByteArray &json);
    void noticeRequested(const spectap::Band &band);
    /// The mutes, or how many findings they take.
    void changed();

private:
    void set(std::vector<Mute> mutes);
    void forgetSession();
    void addChoices(QMenu *menu, const Mute &here, bool always);

    ViolationModel *m_violations;
    Settings *m_settings = nullptr;
    std::optional<Mute> m_latest; ///< what undo() takes back
};

} // namespace spectap
