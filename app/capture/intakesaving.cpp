// SPDX-License-Identifier: MIT
// Save as, and being told how large the file may grow: what the intake does to its file beside storing.
#include "app/capture/intakeworker.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionmeta.h"

#include <QFileInfo>

namespace spectap {

void Intake::Worker::saveAs(const QString &from, const QString &to)
{
    if (from.isEmpty()) {
        emit m_owner.saveFailed(QStringLiteral("There is no open session to save."));
    } else if (m_writer && m_writer->path() == from && !m_writer->inPlace()) {
        // It can only be read through the writer; nothing can be stored in it anyway.
        if (const auto copied = m_writer->saveAs(to))
            emit m_owner.saved(from, to);
        else
            emit m_owner.saveFailed(copied.error().message);
    } else if (QFileInfo(from) == QFileInfo(to)) {
        emit m_owner.saved(from, to);
    } else if (m_saver) {
        emit m_owner.saveFailed(
            QStringLiteral("%1 is being saved as %2. Wait for it, or cancel it, then save again.")
                .arg(m_saver->from(), m_saver->to()));
    } else {
        m_saver = std::make_unique<SessionSaver>(
            from, to, [this](qint64 done, qint64 total) { emit m_owner.saving(done, total); },
            [this] { queue.run([this] { finishSaving(); }); });
    }
}

void Intake::Worker::cancelSave()
{
    if (m_saver)
        m_saver->cancel();
}

/// The copy is ready, or failed. The session may be another by now: then its file is whole already.
void Intake::Worker::finishSaving()
{
    if (!m_saver)
        return;
    const std::unique_ptr<SessionSaver> saver = std::move(m_saver);
    auto copy = saver->take();
    if (!copy) {
        if (copy.error().code == ErrorCode::Cancelled)
            emit m_owner.saveCancelled();
        else
            emit m_owner.saveFailed(copy.error().message);
        return;
    }
    if (m_writer && m_writer->path() == saver->from()) {
        keepSaved(m_writer->moveTo(**copy), saver->from(), saver->to());
        return;
    }
    const auto added = (*copy)->catchUp();
    if (!added)
        return keepSaved(added.error(), saver->from(), saver->to());
    const auto lock = (*copy)->putInPlace();
    keepSaved(lock ? Result(SessionWriter::LeftFile()) : lock.error(), saver->from(), saver->to());
}

void Intake::Worker::keepSaved(Result<SessionWriter::LeftFile> moved, const QString &from, const QString &to)
{
    if (!moved) {
        emit m_owner.saveFailed(moved.error().message);
        return;
    }
    emit m_owner.saved(from, to);
    // Closing moves the log into the file, and calls are waiting.
    m_closing = std::async(std::launch::async, [this, from, left = std::move(*moved)]() mutable {
        left.reset();
        emit m_owner.released(from);
    });
}

void Intake::Worker::keepMeta(const QString &path, const QByteArray &key, const QByteArray &value)
{
    const bool ours = m_writer && m_writer->path() == path;
    const auto kept = ours ? m_writer->setMeta(key, value) : setSessionMeta(path, key, value);
    if (!kept)
        emit m_owner.metaFailed(key, kept.error().message);
}

void Intake::Worker::keepMarks(const QString &path, std::span<const MarkedCall> marks)
{
    const bool ours = m_writer && m_writer->path() == path;
    const auto kept = ours ? m_writer->setMarks(marks) : setSessionMarks(path, marks);
    if (!kept)
        emit m_owner.marksFailed(path, kept.error().message);
}

void Intake::Worker::limitFile(qint64 bytes)
{
    if (!m_writer)
        return;
    if (const auto limited = m_writer->limitSize(bytes); !limited)
        emit m_owner.failed(limited.error().message);
}

} // namespace spectap
