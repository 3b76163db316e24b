// SPDX-License-Identifier: MIT
// Findings muted in one session live in its file.
#include "app/desktop.h"

#include "app/desktopbands.h"
#include "model/session/sessionmeta.h"
#include "model/session/storedplans.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace spectap {

void Desktop::connectMutes()
{
    connect(&m_window, &MainWindow::sessionMutesChanged, this, [this](const QByteArray &json) {
        removeBand(MutesKey);
        if (!m_path.isEmpty())
            m_intake.keepMeta(m_path, MutesKey, json);
    });
    connect(&m_intake, &Intake::metaFailed, this, [this](const QByteArray &key, const QString &reason) {
        const QString lost =
            key == MutesKey   ? tr("What is muted in this session is forgotten when it is closed.")
            : key == PlansKey ? tr("The tracking plan does not travel in this session's file.")
                              : tr("Title and description of this session are not kept.");
        m_window.showBand({.kind = Band::Kind::Warning,
            .text = QString(lost + u' ' + reason),
            .action = {},
            .key = key == DescriptionKey ? TitleKey : key});
    });
    connect(&m_document, &SessionDocument::reset, this, &Desktop::loadMutes);
}

void Desktop::loadMutes()
{
    const QString path = m_document.path();
    if (path.isEmpty())
        return;
    QThreadPool::globalInstance()->start([self = QPointer<Desktop>(this), path] {
        const QByteArray json = sessionMeta(path, MutesKey);
        if (json.isEmpty())
            return;
        QMetaObject::invokeMethod(
            qApp,
            [self, path, json] {
                if (self && self->m_document.path() == path)
                    self->m_window.addSessionMutes(json);
            },
            Qt::QueuedConnection);
    });
}

} // namespace spectap
