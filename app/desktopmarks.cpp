// SPDX-License-Identifier: MIT
// What calls are marked with lives in the session's file.
#include "app/desktop.h"

#include "app/desktopbands.h"

namespace spectap {

void Desktop::connectMarks()
{
    connect(&m_document.marks(), &CallMarks::kept, this, [this](const std::vector<MarkedCall> &marks) {
        removeBand(MarksKey);
        if (m_path.isEmpty())
            return;
        // What could not be written before is tried again with it.
        m_intake.keepMarks(
            m_path, std::exchange(m_marksUnwritten, false) ? m_document.marks().edited() : marks);
    });
    connect(&m_intake, &Intake::marksFailed, this, [this](const QString &path, const QString &reason) {
        if (path != m_path)
            return;
        m_marksUnwritten = true;
        m_window.showBand({.kind = Band::Kind::Warning,
            .text = tr("What calls are marked with is forgotten when this session is closed. %1").arg(reason),
            .action = {},
            .key = MarksKey});
    });
    connect(&m_intake, &Intake::carryingFailed, this, [this](const QString &reason) {
        m_window.showBand({.kind = Band::Kind::Error,
            .text =
                tr("The marked calls could not be kept. Undo clear brings all of them back. %1").arg(reason),
            .action = {},
            .key = CarryKey});
    });
    connect(&m_document, &SessionDocument::reset, this, [this] {
        m_marksUnwritten = false;
        removeBand(MarksKey);
    });
}

/// The session lives elsewhere now: marks made meanwhile, and those its file could not take, go along.
void Desktop::keepEditedMarks()
{
    removeBand(MarksKey);
    m_marksUnwritten = false;
    if (std::vector<MarkedCall> marks = m_document.marks().edited(); !marks.empty())
        m_intake.keepMarks(m_path, std::move(marks));
}

} // namespace spectap
