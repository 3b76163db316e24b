// SPDX-License-Identifier: MIT
#include "ui/files/recentfiles.h"

#include "ui/settings/settings.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

/// "shop.spectap - Documents": an ampersand in a name is no access key.
QString RecentFiles::entryText(const QString &path)
{
    const QFileInfo file(path);
    const QString folder = QDir(file.absolutePath()).dirName();
    return QString(file.fileName() + u" \u2014 " + folder).replace(u'&', u"&&"_s);
}

RecentFiles::RecentFiles(QMenu *menu, QObject *parent)
    : QObject(parent)
    , m_menu(menu)
{
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        fill();
        emit refreshWanted();
    });
    fill();
}

QStringList RecentFiles::paths() const
{
    return m_settings ? m_settings->value(Setting::RecentFiles).toStringList() : QStringList();
}

void RecentFiles::add(const QString &path)
{
    if (!m_settings || path.isEmpty())
        return;
    QStringList files = paths();
    const QString own = QFileInfo(path).absoluteFilePath();
    files.removeAll(own);
    files.prepend(own);
    m_settings->setValue(Setting::RecentFiles, QStringList(files.mid(0, MaxFiles)));
}

void RecentFiles::setCaptures(std::vector<EarlierCapture> captures)
{
    m_captures = std::move(captures);
    if (m_menu->isVisible())
        fill();
}

void RecentFiles::fill()
{
    m_menu->clear();
    const auto offer = [this](const QString &text, const QString &path) {
        QAction *action = m_menu->addAction(text);
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { emit openRequested(path); });
    };
    const QStringList files = paths();
    for (const QString &path : files)
        offer(entryText(path), path);
    if (!m_captures.empty())
        m_menu->addSection(tr("Captures without a name"));
    for (const EarlierCapture &capture : m_captures) {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(capture.startedAt / 1000);
        offer(tr("%1, %Ln call(s)", "%1: date and time", int(capture.calls))
                  .arg(QLocale().toString(at, QLocale::ShortFormat)),
            capture.path);
    }
    if (m_menu->isEmpty()) {
        m_menu->addAction(tr("No session was opened or saved yet"))->setEnabled(false);
        return;
    }
    if (files.isEmpty())
        return;
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Forget the &named ones")), &QAction::triggered, this, [this] {
        if (m_settings)
            m_settings->reset(Setting::RecentFiles);
    });
}

} // namespace spectap
