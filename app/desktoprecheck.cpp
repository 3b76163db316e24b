// SPDX-License-Identifier: MIT
// The desktop's re-checking: findings are made anew when they are of another version of the rules.
#include "app/desktop.h"

#include "app/desktopbands.h"

#include <QLocale>

namespace spectap {

namespace {

constexpr int QuickRecheckMs = 300; ///< re-checking that takes no longer shows no progress

} // namespace

void Desktop::recheck(std::shared_ptr<const Checker> checker)
{
    endRecheck();
    m_checker = std::move(checker);
    m_ownChecker.reset();
    removeBand(StoredPlanKey);
    m_document.setChecker(m_checker);
    m_intake.setChecker(m_checker);
    if (m_loading == 0 && !m_importing.shown && !m_path.isEmpty())
        startRecheck(); // otherwise what is being read is checked when it is here
}

void Desktop::startRecheck()
{
    endRecheck();
    removeBand(RecheckKey);
    m_recheck = std::make_unique<Recheck>(
        m_path, m_checker, m_pool, m_capturing ? m_intake.recheckSink(m_path) : recheckFile(m_path, m_pool));
    m_rechecking.start();
    // What the thread said before endRecheck() may still be on its way after it.
    const auto current = [this, run = ++m_recheckRun] { return m_recheck && run == m_recheckRun; };
    connect(m_recheck.get(), &Recheck::progressed, this, [this, current](quint32 done, quint32 total) {
        if (!current() || !m_rechecking.hasExpired(QuickRecheckMs))
            return;
        const QLocale locale;
        m_window.showProgress(
            {.text =
                    tr("Re-checking\u2026 %1 of %2 calls").arg(locale.toString(done), locale.toString(total)),
                .action = tr("Cancel"),
                .key = RecheckingKey},
            done, total);
    });
    // Also of a run that was ended: it is in the file, and the next run sees nothing to change there.
    connect(m_recheck.get(), &Recheck::rowsChanged, this,
        [this, pool = m_pool](const std::shared_ptr<const std::vector<RowChange>> &rows) {
            if (pool != m_pool)
                return; // another session
            takeRows(); // a call that just came in must be there to be changed
            m_document.replaceRows(*rows);
        });
    connect(m_recheck.get(), &Recheck::finished, this, [this, current] {
        if (!current())
            return;
        endRecheck();
        storePlans();
    });
    connect(m_recheck.get(), &Recheck::cancelled, this, [this, current] {
        if (!current())
            return;
        endRecheck();
        m_window.showBand({.kind = Band::Kind::Warning,
            .text = tr("Re-checking was cancelled: some findings are of an earlier version of the rules."),
            .action = tr("Re-check"),
            .key = RecheckKey});
    });
    connect(m_recheck.get(), &Recheck::failed, this, [this, current](const QString &reason, bool damaged) {
        if (!current())
            return;
        endRecheck();
        if (damaged && !m_capturing) {
            offerSalvage(m_path, reason);
            return;
        }
        m_window.showBand({.kind = Band::Kind::Warning,
            .text = tr("The findings are of another version of the rules and could not be made anew. %1")
                        .arg(reason),
            .action = tr("Try again"),
            .key = RecheckKey});
    });
    m_recheck->start();
}

void Desktop::endRecheck()
{
    removeBand(RecheckKey);
    if (!m_recheck)
        return;
    removeBand(RecheckingKey);
    m_recheckedWhileSaving = m_saving.isValid();
    m_recheck.reset();
    m_document.endRecheck();
}

} // namespace spectap
