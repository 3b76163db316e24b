// SPDX-License-Identifier: MIT
// Title, description and what else a session's file says of itself.
#include "app/desktop.h"

#include "app/desktopbands.h"
#include "model/session/sessionmeta.h"
#include "model/session/sessionreader.h"
#include "ui/files/sessionproperties.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

namespace spectap {

namespace {

SessionProperties propertiesOf(const QString &path, const QByteArray &checkedNow)
{
    SessionProperties properties;
    properties.path = path;
    properties.bytes = QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
    const auto reader = SessionReader::open(path);
    if (!reader)
        return properties;
    properties.title = QString::fromUtf8((*reader)->meta(TitleKey));
    properties.description = QString::fromUtf8((*reader)->meta(DescriptionKey));
    properties.writer = QString::fromUtf8((*reader)->meta(WriterKey));
    bool isTime = false;
    const Micros started = (*reader)->meta(StartedAtKey).toLongLong(&isTime);
    properties.startedAt = isTime ? started : NoTime;
    properties.checkedNow = (*reader)->meta(CheckedWithKey) == checkedNow;
    return properties;
}

} // namespace

void Desktop::connectProperties()
{
    connect(&m_window, &MainWindow::propertiesRequested, this,
        [this](const QString &path) { readProperties(path, &MainWindow::showProperties); });
    connect(&m_document, &SessionDocument::reset, this, [this] {
        m_window.setSessionTitle({});
        readProperties(m_document.path(), [](MainWindow &window, const SessionProperties &properties) {
            window.setSessionTitle(properties.title);
        });
    });
    connect(&m_window, &MainWindow::propertiesChanged, this,
        [this](const QString &path, const QString &title, const QString &description) {
            removeBand(TitleKey);
            m_intake.keepMeta(path, TitleKey, title.toUtf8());
            m_intake.keepMeta(path, DescriptionKey, description.toUtf8());
            if (path == m_document.path())
                m_window.setSessionTitle(title);
        });
}

/// The file is read on another thread; nothing is told when another session is shown by then.
void Desktop::readProperties(
    const QString &path, std::function<void(MainWindow &, const SessionProperties &)> tell)
{
    if (path.isEmpty())
        return;
    QThreadPool::globalInstance()->start(
        [self = QPointer<Desktop>(this), path, checkedNow = m_checker->version(), tell = std::move(tell)] {
            SessionProperties properties = propertiesOf(path, checkedNow);
            QMetaObject::invokeMethod(
                qApp,
                [self, tell, properties = std::move(properties)] {
                    if (self && self->m_document.path() == properties.path)
                        tell(self->m_window, properties);
                },
                Qt::QueuedConnection);
        });
}

} // namespace spectap
