// SPDX-License-Identifier: MIT
#include "ui/findings/mutekeeper.h"

#include "ui/findings/rulewords.h"
#include "ui/mainwindow.h"
#include "ui/numbers.h"
#include "ui/settings/settings.h"

#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

const QByteArray MuteKeeper::UndoKey = "undo-mute";

MuteKeeper::MuteKeeper(SessionDocument *document, ViolationModel *violations, QObject *parent)
    : QObject(parent)
    , m_violations(violations)
{
    connect(document, &SessionDocument::reset, this, &MuteKeeper::forgetSession);
    connect(violations, &ViolationModel::mutesChanged, this, &MuteKeeper::changed);
    connect(violations, &ViolationModel::countsChanged, this, &MuteKeeper::changed);
}

void MuteKeeper::setSettings(Settings *settings)
{
    m_settings = settings;
    std::vector<Mute> mutes = m_violations->mutes();
    for (Mute &mute : mutesFromJson(settings->value(Setting::Mutes).toByteArray())) {
        if (std::find(mutes.begin(), mutes.end(), mute) == mutes.end())
            mutes.push_back(std::move(mute));
    }
    m_violations->setMutes(std::move(mutes));
}

void MuteKeeper::addSessionMutes(const QByteArray &json)
{
    std::vector<Mute> mutes = m_violations->mutes();
    for (Mute &mute : mutesFromJson(json, false)) {
        if (std::find(mutes.begin(), mutes.end(), mute) == mutes.end())
            mutes.push_back(std::move(mute));
    }
    m_violations->setMutes(std::move(mutes));
}

/// Another session: its own mutes are in its file.
void MuteKeeper::forgetSession()
{
    std::vector<Mute> mutes = m_violations->mutes();
    std::erase_if(mutes, [](const Mute &mute) { return !mute.always; });
    m_violations->setMutes(std::move(mutes));
    m_latest.reset();
    emit noticeRequested({{}, {}, {}, UndoKey});
}

void MuteKeeper::set(std::vector<Mute> mutes)
{
    const QByteArray before = mutesToJson(m_violations->mutes(), false);
    m_violations->setMutes(std::move(mutes));
    if (m_settings)
        m_settings->setValue(Setting::Mutes, mutesToJson(m_violations->mutes()));
    if (const QByteArray after = mutesToJson(m_violations->mutes(), false); after != before)
        emit sessionMutesChanged(after);
}

void MuteKeeper::mute(const Mute &mute)
{
    std::vector<Mute> mutes = m_violations->mutes();
    if (std::find(mutes.begin(), mutes.end(), mute) != mutes.end())
        return;
    mutes.push_back(mute);
    m_latest = mute;
    set(std::move(mutes));
    const QString words = mute.always ? tr("Muted in every session: %1.", "%1: which findings")
                                      : tr("Muted in this session: %1.", "%1: which findings");
    emit noticeRequested({Band::Kind::Info, words.arg(muteWords(mute)), tr("Undo"), UndoKey});
}

void MuteKeeper::unmute(const Mute &mute)
{
    std::vector<Mute> mutes = m_violations->mutes();
    if (std::erase(mutes, mute) == 0)
        return;
    if (m_latest == mute) {
        m_latest.reset();
        emit noticeRequested({{}, {}, {}, UndoKey});
    }
    set(std::move(mutes));
}

void MuteKeeper::unmuteAll()
{
    m_latest.reset();
    emit noticeRequested({{}, {}, {}, UndoKey});
    set({});
}

void MuteKeeper::undo()
{
    if (const std::optional<Mute> latest = m_latest)
        unmute(*latest);
}

void MuteKeeper::addChoices(QMenu *menu, const Mute &here, bool always)
{
    menu->addSection(always ? tr("In every session") : tr("In this session"));
    const auto offer = [&](const Mute &mute, const QString &text, const QString &name) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name + (always ? u"Always"_s : u"Here"_s));
        connect(action, &QAction::triggered, this, [this, mute] { this->mute(mute); });
    };
    Mute mute = here;
    mute.always = always;
    if (mute.pattern && mute.event)
        offer(mute, muteWords(mute), u"muteField"_s);
    mute.pattern.reset();
    if (mute.event)
        offer(mute, muteWords(mute), u"muteEvent"_s);
    mute.event.reset();
    offer(mute, tr("%1 everywhere", "%1: a rule").arg(muteWords(mute)), u"muteRule"_s);
}

void MuteKeeper::fillMuteMenu(QMenu *menu, const Mute &here)
{
    addChoices(menu, here, false);
    addChoices(menu, here, true);
}

void MuteKeeper::fillUnmuteMenu(QMenu *menu)
{
    const auto list = [&](bool always, const QString &title) {
        bool titled = false;
        for (const Mute &mute : m_violations->mutes()) {
            if (mute.always != always)
                continue;
            if (!std::exchange(titled, true))
                menu->addSection(title);
            const auto findings = static_cast<qint64>(m_violations->mutedFindings(mute));
            const QString text =
                tr("Unmute %1 (%2)", "which findings, how many").arg(muteWords(mute), countText(findings));
            connect(menu->addAction(text), &QAction::triggered, this, [this, mute] { unmute(mute); });
        }
    };
    list(false, tr("In this session"));
    list(true, tr("In every session"));
    menu->addSeparator();
    QAction *all = menu->addAction(tr("Unmute all"));
    all->setObjectName(u"unmuteAll"_s);
    connect(all, &QAction::triggered, this, &MuteKeeper::unmuteAll);
}

} // namespace spectap
