// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

class QMenu;

namespace spectap {

class Settings;

/// An unnamed session that is still there.
struct EarlierCapture
{
    QString path;
    Micros startedAt = NoTime;
    quint32 calls = 0;
};

/// The menu of sessions that were open before: those with a name, the last one first, and the captures that
/// nobody named.
class RecentFiles final : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxFiles = 10;

    /// Fills `menu` whenever it is about to be shown; the menu outlives this.
    explicit RecentFiles(QMenu *menu, QObject *parent = nullptr);

    void setSettings(Settings *settings) { m_settings = settings; }
    /// A session with a name is on screen.
    void add(const QString &path);
    void setCaptures(std::vector<EarlierCapture> captures);
    [[nodiscard]] QStringList paths() const;
    /// Of the file, with its folder, for a menu.
    [[nodiscard]] static QString entryText(const QString &path);

signals:
    void openRequested(const QString &path);
    /// The menu is shown: captures may have come or gone.
    void refreshWanted();

private:
    void fill();

    QMenu *m_menu;
    Settings *m_settings = nullptr;
    std::vector<EarlierCapture> m_captures;
};

} // namespace spectap
