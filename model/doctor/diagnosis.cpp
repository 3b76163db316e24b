// SPDX-License-Identifier: MIT
#include "model/doctor/diagnosis.h"

#include "model/support/counted.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr qsizetype LongestShown = 120;
/// One retry happens; three of the same call do not.
constexpr quint32 RetriesThatMatter = 3;
/// One refused request is listed in the window anyway.
constexpr quint32 RefusalsThatMatter = 2;

QByteArray shown(const QByteArray &text)
{
    return text.size() <= LongestShown ? text : text.first(LongestShown) + "\xe2\x80\xa6";
}

/// "GET /v1/projects/k/settings" without what does not matter.
QByteArray quoted(const QByteArray &text)
{
    return '"' + shown(text) + '"';
}

/// The address that the client used, else ours.
QByteArray addressFor(const ClientFacts &client, QByteArrayView here)
{
    return client.host.isEmpty() ? here.toByteArray() : client.host;
}

/// What clients say or do that do not know the authority behind the certificate.
bool isDistrust(QByteArrayView code)
{
    constexpr std::array<QByteArrayView, 8> Codes{"tls_unknown_ca", "tls_bad_certificate",
        "tls_certificate_unknown", "tls_unsupported_certificate", "tls_certificate_revoked",
        "tls_access_denied", "tls_hung_up", "tls_unused"};
    return std::find(Codes.begin(), Codes.end(), code) != Codes.end();
}

class Findings
{
public:
    Findings(const ClientFacts &client, QByteArrayView here, Micros now)
        : m_client(client)
        , m_here(addressFor(client, here))
        , m_now(now)
    {
    }

    std::vector<Diagnosis> all()
    {
        tls();
        refused();
        withoutSecret();
        settings();
        preflight();
        doubled();
        otherKey();
        retries();
        return std::move(m_found);
    }

private:
    using Kind = Diagnosis::Kind;

    void add(Kind kind, Severity severity, QByteArray observed, QByteArray remedy, Micros at)
    {
        m_found.push_back({kind, severity, clientName(m_client), std::move(observed), std::move(remedy), at});
    }

    void tls()
    {
        if (m_client.tlsFailures == 0)
            return;
        const bool distrust = isDistrust(m_client.tlsCode);
        add(distrust ? Kind::Distrust : Kind::TlsBroken, Severity::Error,
            counted(m_client.tlsFailures, "TLS handshake") + " came to nothing. " + m_client.tlsReason,
            distrust
                ? QByteArray("Let the client trust Spectap's certificate: spectap cert --install-help has "
                             "the line for "
                             "each system; or use http://" +
                             m_here + " where the SDK allows it.")
                : QByteArray("See that the client speaks TLS 1.2 or later, and that nothing between it and " +
                             m_here + " changes the connection."),
            m_client.lastAt);
    }

    void refused()
    {
        if (m_client.refused < RefusalsThatMatter)
            return;
        const bool elsewhere = m_client.refusedStatus == 404;
        add(Kind::Refused, Severity::Error,
            "The last " + counted(m_client.refused, "request") + " got " +
                QByteArray::number(m_client.refusedStatus) + ", the last one to " +
                quoted(m_client.refusedTarget) + ": " + m_client.refusedReason,
            elsewhere ? "Calls belong to http://" + m_here +
                            "/v1/batch or /v1/{identify,track,page,screen,group,alias}: give the SDK "
                            "the address without a path of your own behind it."
                      : QByteArray("Look at the request in Spectap: it was kept as it came."),
            m_client.lastAt);
    }

    void withoutSecret()
    {
        if (m_client.withoutSecret == 0)
            return;
        // without the secret itself: what the doctor says gets pasted into chats
        add(Kind::WithoutSecret, Severity::Error,
            counted(m_client.withoutSecret, "request") + " from the network " +
                (m_client.withoutSecret == 1 ? "was" : "were") +
                " refused, having neither the secret path nor the secret write key; the last one went to " +
                quoted(m_client.withoutSecretTarget) + '.',
            "Give the SDK the whole address with its path, as Capture > Listen on the local network shows "
            "it: "
            "http://" +
                m_here + "/\xe2\x80\xa6; where the SDK drops the path, give it the write key shown there.",
            m_client.lastAt);
    }

    void settings()
    {
        const Micros patience = m_client.origin.isEmpty() ? ProgramPatience : PagePatience;
        if (m_client.settingsAsked == 0 || m_now - m_client.settingsAt < patience)
            return;
        const bool page = !m_client.origin.isEmpty();
        QByteArray remedy;
        if (page) {
            remedy = "This SDK takes its host from the settings or from integrations: {\"Segment.io\": "
                     "{apiHost: \"" +
                     m_here +
                     "/v1\", protocol: \"http\"}}; see that no other apiHost is set, and that something is "
                     "tracked.";
        } else {
            remedy =
                "This SDK takes the host of its calls from apiHost (\"" + m_here +
                "/v1\", no scheme) and sends them by https: set it beside cdnHost, and let the client trust "
                "Spectap's certificate (spectap cert --install-help).";
        }
        add(Kind::SettingsWithoutCalls, Severity::Error,
            "It asked for settings (" + quoted(m_client.settingsTarget) + ") " +
                (m_client.settingsAsked == 1 ? QByteArray("once") : counted(m_client.settingsAsked, "time")) +
                " and has sent no call since.",
            std::move(remedy), m_client.settingsAt);
    }

    void preflight()
    {
        if (m_client.preflights == 0 || m_now - m_client.preflightAt < PreflightPatience)
            return;
        add(Kind::PreflightWithoutPost, Severity::Error,
            "The browser asked whether it may send to " + quoted(m_client.preflightTarget) +
                " and was told yes, but the request itself did not come.",
            "The page was left or closed before the answer was there, or the SDK gave up waiting: make such "
            "calls earlier, or wait for them. Otherwise something between the browser and " +
                m_here + " changes the answer; the browser's console names it.",
            m_client.preflightAt);
    }

    void doubled()
    {
        if (m_client.doubled == 0)
            return;
        add(Kind::DoubledVersion, Severity::Warning,
            counted(m_client.doubled, "request") + " went to a path with a doubled /v1, such as " +
                quoted(m_client.doubledTarget) + '.',
            "This SDK adds /v1 by itself: give it \"" + m_here + "\" without it.", m_client.lastAt);
    }

    void otherKey()
    {
        if (m_client.calls == 0 || m_client.settingsKey.isEmpty() || m_client.callKey.isEmpty() ||
            m_client.callKey == m_client.settingsKey)
            return;
        add(Kind::OtherKey, Severity::Warning,
            "It asked for the settings of write key " + quoted(m_client.settingsKey) +
                " and sends its calls with " + quoted(m_client.callKey) + '.',
            "Give both the same write key, unless the page really loads two sources.", m_client.lastAt);
    }

    void retries()
    {
        const auto worst = std::max_element(m_client.repeated.begin(), m_client.repeated.end(),
            [](const auto &a, const auto &b) { return a.again < b.again; });
        if (worst == m_client.repeated.end() || worst->again < RetriesThatMatter)
            return;
        add(Kind::OnlyRetries, Severity::Warning,
            "Call #" + QByteArray::number(worst->seq) + " came " + QByteArray::number(worst->again + 1) +
                " times, though it was answered each time.",
            "The SDK does not take the answer for a success: see that no proxy between rewrites it and that "
            "the SDK waits long enough.",
            m_client.lastAt);
    }

    const ClientFacts &m_client;
    QByteArray m_here;
    Micros m_now;
    std::vector<Diagnosis> m_found;
};

} // namespace

std::vector<Diagnosis> diagnose(const ClientFacts &client, QByteArrayView here, Micros now)
{
    std::vector<Diagnosis> found = Findings(client, here, now).all();
    std::stable_sort(found.begin(), found.end(),
        [](const Diagnosis &a, const Diagnosis &b) { return a.severity > b.severity; });
    return found;
}

bool isSound(const ClientFacts &client)
{
    return client.calls > 0 && client.refused == 0 && client.withoutSecret == 0;
}

QByteArray clientName(const ClientFacts &client)
{
    if (!client.origin.isEmpty()) {
        const QByteArray page = shown(client.origin);
        return (client.library.isEmpty() ? QByteArray("the page ") : QByteArray(client.library + " on ")) +
               page;
    }
    if (!client.library.isEmpty())
        return client.library;
    if (client.agent.isEmpty()) {
        // In a sentence with colons of its own an IPv6 address stands in brackets.
        return client.address.contains(':') ? QByteArray("a client at [" + client.address + ']')
                                            : QByteArray("a client at " + client.address);
    }
    const qsizetype product = client.agent.indexOf(' ');
    return shown(product > 0 ? client.agent.first(product) : client.agent);
}

std::vector<QByteArray> unseenCauses()
{
    return {
        "A page from the internet may need the visitor's leave to reach this machine: the browser asks once "
        "(\"local network access\"), and blocks in silence when it was refused. Its network log says so.",
        "An SDK that never started sends nothing: see that its write key is set and that load() ran.",
        "In an emulator localhost is the emulator: Android's reaches this machine as 10.0.2.2; on a device "
        "use "
        "adb reverse.",
        "Some SDKs send by https whatever they are told: then Spectap's certificate must be trusted before "
        "anything arrives.",
    };
}

} // namespace spectap
