// SPDX-License-Identifier: MIT
#include "model/items/identitylens.h"

#include "model/items/rowfacts.h"
#include "model/items/sessiondocument.h"

#include <QElapsedTimer>

#include <algorithm>

namespace spectap {

namespace {

constexpr qint64 TurnMs = 8;
constexpr quint32 CallsBetweenLooks = 1024; ///< at the clock

} // namespace

IdentityLens::IdentityLens(SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &IdentityLens::work);
    connect(document, &SessionDocument::reset, this, [this] {
        m_lastSeq = 0;
        restart();
    });
    connect(document, &SessionDocument::rechecked, this, [this](bool idsChanged) {
        if (idsChanged)
            restart();
    });
    connect(document, &SessionDocument::rowsAppended, this, [this] {
        if (m_graph)
            work();
        else
            emit grown();
    });
}

IdentityLens::~IdentityLens() = default;

const IdentityGraph &IdentityLens::graph() const
{
    return m_graph ? *m_graph : m_document->identity();
}

quint32 IdentityLens::size() const
{
    return m_graph ? m_size : m_document->rows().size();
}

quint32 IdentityLens::wanted() const
{
    const quint32 calls = m_document->rows().size();
    return m_lastSeq == 0 ? calls : std::min(m_lastSeq, calls);
}

void IdentityLens::setReading(IdentityReading reading)
{
    if (reading == m_reading)
        return;
    m_reading = reading;
    restart();
}

void IdentityLens::setLastSeq(quint32 seq)
{
    if (seq == m_lastSeq)
        return;
    m_lastSeq = seq;
    const bool goesOn = m_graph && m_size <= wanted() && (seq != 0 || m_reading != IdentityReading::Spec);
    if (goesOn)
        work();
    else
        restart();
}

void IdentityLens::restart()
{
    m_turn.stop();
    m_size = 0;
    m_graph = m_reading == IdentityReading::Spec && m_lastSeq == 0
                  ? nullptr
                  : std::make_unique<IdentityGraph>(m_reading);
    emit restarted();
    work();
}

void IdentityLens::work()
{
    QElapsedTimer timer;
    timer.start();
    const RowStore &rows = m_document->rows();
    const quint32 wanted = this->wanted();
    while (m_graph && m_size < wanted && timer.elapsed() < TurnMs) {
        const quint32 stop = std::min(wanted, m_size + CallsBetweenLooks);
        for (; m_size < stop; ++m_size)
            m_graph->add(identityInput(rows[m_size], m_size + 1));
    }
    if (isBusy())
        m_turn.start();
    emit grown();
}

} // namespace spectap
