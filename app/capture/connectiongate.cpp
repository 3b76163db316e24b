// SPDX-License-Identifier: MIT
#include "app/capture/connection.h"

#include "app/capture/langate.h"
#include "app/capture/statuspage.h"
#include "app/capture/steadytime.h"

#include <utility>

// What a connection does differently when it came from the network.
namespace spectap {

/// What GET / shows: this machine's people what has come so far, others how to send something.
Answer Connection::pageFor(const HttpRequest &http, const AnswerFacts &facts) const
{
    const QByteArray address = (facts.tls ? "https://" : "http://") + ownAddress(http.header("host"), facts);
    return m_gate ? visitorPage(address, facts.base.isEmpty() ? m_gate->key() : QByteArray())
                  : statusPage(m_host.tally(), address);
}

/// For who comes from the network without the secret prefix.
bool Connection::isLetIn(const HttpRequest &http, const Route &route)
{
    if (route.reply == Route::Reply::Preflight) {
        // Browsers put no key into it. The yes gives nothing away: the request behind it needs one.
        turnBack(http, routeAnswer(route, http, {}, {}));
        return false;
    }
    if (m_gate->holdsKey(http, route))
        return true;
    Answer refusal = lanRefusal();
    keepRefused(http, refusal);
    turnBack(http, std::move(refusal));
    return false;
}

/// Answers, and that is all.
void Connection::turnBack(const HttpRequest &http, Answer &&answer)
{
    Pending pending;
    pending.context = AnswerContext::of(http);
    pending.answer = std::move(answer);
    pending.ready = true;
    m_lastAnswer = pending.context.close;
    m_pending.push_back(std::move(pending));
}

void Connection::keepRefused(const HttpRequest &http, const Answer &answer)
{
    if (!m_gate->mayRecord(steadyMillis()))
        return;
    Request record = m_gate->recordOf(http, m_peer, answer);
    record.receivedAt = wallMicros();
    record.secure = m_tls != nullptr;
    m_host.keep(std::move(record), false);
}

} // namespace spectap
