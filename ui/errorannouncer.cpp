// SPDX-License-Identifier: MIT
#include "ui/errorannouncer.h"

#include "model/items/sessiondocument.h"
#include "ui/paintedrole.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int PauseMilliseconds = 5000;
constexpr int GatherMilliseconds = 500; ///< what belongs together arrives together

ErrorAnnouncer::Listener listening = nullptr;

} // namespace

ErrorAnnouncer::ErrorAnnouncer(SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_pause(PauseMilliseconds)
{
    setObjectName(u"errorAnnouncer"_s);
    setFixedSize(1, 1);
    setPaintedRole(this, QAccessible::AlertMessage);
    setAccessibleName(tr("No new errors"));
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &ErrorAnnouncer::announce);
    connect(document, &SessionDocument::rowsAppended, this, &ErrorAnnouncer::count);
    connect(document, &SessionDocument::reset, this, &ErrorAnnouncer::forget);
}

void ErrorAnnouncer::setOn(bool on)
{
    m_on = on;
    if (!on)
        forget();
}

void ErrorAnnouncer::setLive(bool live)
{
    m_live = live;
}

void ErrorAnnouncer::forget()
{
    m_errors = 0;
    m_due.stop();
}

void ErrorAnnouncer::count(quint32 first, quint32 calls)
{
    if (!m_on || !m_live)
        return;
    const RowStore &rows = m_document->rows();
    for (quint32 row = first; row < first + calls; ++row)
        m_errors += rows[row].worst() == Severity::Error ? 1U : 0U;
    if (m_errors == 0 || m_due.isActive())
        return;
    const qint64 left = m_sinceLast.isValid() ? m_pause - m_sinceLast.elapsed() : 0;
    m_due.start(static_cast<int>(qMax(qint64(qMin(GatherMilliseconds, m_pause)), left)));
}

void ErrorAnnouncer::announce()
{
    m_sinceLast.start();
    const QString words = tr("%Ln call(s) with errors", nullptr, int(std::exchange(m_errors, 0)));
    setAccessibleName(words); // this also says that the name is another one
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, words);
#else
    // What reads alerts reads their name.
    QAccessibleEvent event(this, QAccessible::Alert);
#endif
    listening ? listening(&event) : QAccessible::updateAccessibility(&event);
}

void ErrorAnnouncer::setListener(Listener listener)
{
    listening = listener;
}

} // namespace spectap
