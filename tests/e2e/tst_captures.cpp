// SPDX-License-Identifier: MIT
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <algorithm>

using namespace spectap;
using namespace spectap::test;
using Json = nlohmann::ordered_json;

/// Every request that real SDKs made, sent again byte for byte: the answer, what is in the file afterwards,
/// and that the Spec finds nothing in it that its pages do not justify. The bodies are read here by other
/// means than the program's own.
class CapturesTest : public QObject
{
    Q_OBJECT

private slots:
    void replays_data();
    void replays();
};

namespace {

/// A captured request, taken apart by hand.
struct Captured
{
    QByteArray bytes;
    QByteArray method;
    QByteArray path; ///< without the query
    QByteArray body; ///< chunking and gzip undone
};

QByteArray headerValue(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(QByteArray(name + ':')))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

QByteArray unchunked(const QByteArray &wire)
{
    QByteArray body;
    for (qsizetype at = 0;;) {
        const qsizetype end = wire.indexOf("\r\n", at);
        const qsizetype size = wire.mid(at, end - at).split(';').first().trimmed().toLongLong(nullptr, 16);
        if (end < 0 || size == 0)
            return body;
        body += wire.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
}

QByteArray gunzipped(const QByteArray &packed)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return {};
    QByteArray input = packed;
    QByteArray plain(4 * 1024 * 1024, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    plain.truncate(static_cast<qsizetype>(stream.total_out));
    inflateEnd(&stream);
    return whole ? plain : QByteArray();
}

Captured readCapture(const QString &file)
{
    QFile source(file);
    Captured captured;
    if (!source.open(QIODevice::ReadOnly))
        return captured;
    captured.bytes = source.readAll();
    const qsizetype end = captured.bytes.indexOf("\r\n\r\n");
    const QByteArray head = captured.bytes.first(end);
    const QByteArrayList line = head.left(head.indexOf('\r')).split(' ');
    captured.method = line.at(0);
    captured.path = line.at(1).split('?').first();
    captured.body = captured.bytes.mid(end + 4);
    if (headerValue(head, "transfer-encoding") == "chunked")
        captured.body = unchunked(captured.body);
    if (headerValue(head, "content-encoding") == "gzip")
        captured.body = gunzipped(captured.body);
    return captured;
}

/// What sdk-wire 5.2 says of a path, for the paths that SDKs were seen to use.
enum class Carries
{
    Calls,
    Nothing
};
struct Expectation
{
    const char *method;
    const char *pattern;
    int status; ///< 2: any 2xx
    Carries carries;
};
constexpr Expectation Expectations[] = {
    {"OPTIONS", ".*", 2, Carries::Nothing},
    {"GET", "/v1/projects/[^/]+/settings", 200, Carries::Nothing},
    {"GET", "/sourceConfig/?", 200, Carries::Nothing},
    {"GET", "/analytics\\.js/v1/[^/]+/analytics\\.min\\.js", 404, Carries::Nothing},
    {"GET", "/next-integrations/.*", 404, Carries::Nothing},
    {"POST", "/token", 200, Carries::Nothing},
    {"POST", "/v1/m", 200, Carries::Nothing},
    {"POST", "/v1/(batch|b|import)/?", 200, Carries::Calls},
    {"POST", "/v1/([itpsga]|identify|track|page|screen|group|alias)", 200, Carries::Calls},
    {"POST", "/(batch|import)", 200, Carries::Calls},
    {"POST", "/beacon/v1/batch", 200, Carries::Calls},
    {"POST", "/api/s/(s2s/)?[a-z]+", 200, Carries::Calls},
};

const Expectation *expectationOf(const Captured &captured)
{
    for (const Expectation &expectation : Expectations) {
        const QRegularExpression pattern(
            QRegularExpression::anchoredPattern(QString::fromLatin1(expectation.pattern)));
        if (captured.method == expectation.method &&
            pattern.match(QString::fromLatin1(captured.path)).hasMatch())
            return &expectation;
    }
    return nullptr;
}

struct ExpectedCall
{
    Json value;
    QByteArray type;
    QByteArray body;
    bool first = false; ///< of its request
};

QByteArray typeOf(const Json &call, const QByteArray &path)
{
    if (call.contains("type"))
        return QByteArray::fromStdString(call["type"].get<std::string>());
    const QByteArray last = path.split('/').last();
    for (const char *type : {"identify", "track", "page", "screen", "group", "alias"}) {
        if (last == type || (last.size() == 1 && last[0] == type[0]))
            return type;
    }
    return {};
}

void addExpected(const Captured &captured, std::vector<ExpectedCall> &calls)
{
    const Json body = Json::parse(captured.body.begin(), captured.body.end());
    const bool isBatch = body.contains("batch");
    bool first = true;
    for (const Json &call : isBatch ? body["batch"] : Json::array({body})) {
        calls.push_back({call, typeOf(call, captured.path), captured.body, first});
        first = false;
    }
}

/// What the Spec does say against calls as SDKs send them. Any other error or warning is a false alarm.
struct Objection
{
    const char *sdk; ///< how the folder's name begins
    Rule rule;
    const char *pointer;
    const char *reason;
};
constexpr Objection Objections[] = {
    {"rudderstack-analytics-js", Rule::Format, "/context/timezone",
        "the common page asks for a name of the tz database; RudderStack sends GMT+0000"},
    {"segment-analytics-react-native", Rule::AliasSelf, "/previousId",
        "the app aliased the user it had just identified to itself"},
};

/// Clocks are left out: what is ahead of its arrival depends on when and where the test runs.
QByteArray unjustified(const QString &folder, const StoredCallDetail &call)
{
    for (const Finding &finding : call.findings) {
        const bool counts = finding.severity >= Severity::Warning && finding.rule != Rule::Clock;
        const bool said =
            std::any_of(std::begin(Objections), std::end(Objections), [&](const Objection &objection) {
                return QFileInfo(folder).fileName().startsWith(QLatin1String(objection.sdk)) &&
                       finding.rule == objection.rule && finding.pointer == objection.pointer;
            });
        if (counts && !said)
            return ruleName(finding.rule).toByteArray() + ' ' + findingMessage(finding);
    }
    return {};
}

} // namespace

void CapturesTest::replays_data()
{
    QTest::addColumn<QString>("folder");
    const QDir captures(QStringLiteral(SPECTAP_TEST_DATA "/captures"));
    const QStringList folders = captures.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    QVERIFY(folders.size() >= 30);
    for (const QString &folder : folders)
        QTest::newRow(qPrintable(folder)) << captures.filePath(folder);
}

void CapturesTest::replays()
{
    QFETCH(QString, folder);
    CaptureRig rig;
    QVERIFY(rig.start());
    const QStringList files = QDir(folder).entryList({QStringLiteral("*.http")}, QDir::Files, QDir::Name);
    QVERIFY(!files.isEmpty());
    std::vector<ExpectedCall> expected;
    for (const QString &file : files) {
        const Captured captured = readCapture(folder + u'/' + file);
        const Expectation *expectation = expectationOf(captured);
        QVERIFY2(expectation, qPrintable(file + u": no row for " + QString::fromLatin1(captured.path)));
        const Answer answer = rig.exchange(captured.bytes);
        const int status = expectation->status == 2 ? answer.status / 100 : answer.status;
        QVERIFY2(
            status == expectation->status, qPrintable(file + u": answered " + QString::number(answer.status) +
                                                      u' ' + QString::fromUtf8(answer.body)));
        if (expectation->carries == Carries::Calls)
            addExpected(captured, expected);
    }
    rig.stop();

    const std::vector<StoredCallDetail> stored = rig.calls();
    QCOMPARE(stored.size(), expected.size());
    qsizetype searchFrom = 0;
    for (std::size_t i = 0; i < stored.size(); ++i) {
        const QByteArrayView raw = stored[i].raw();
        QCOMPARE(stored[i].seq, static_cast<quint32>(i + 1));
        QCOMPARE(callTypeName(stored[i].call.row.type), QByteArrayView(expected[i].type));
        QCOMPARE(stored[i].request.body, expected[i].body);
        // The bytes stand in the body, behind those of the call before, and mean what that call means.
        const qsizetype at = expected[i].body.indexOf(raw, expected[i].first ? 0 : searchFrom);
        QVERIFY(at >= 0);
        searchFrom = at + raw.size();
        QVERIFY(Json::parse(raw.begin(), raw.end()) == expected[i].value);
        QCOMPARE(unjustified(folder, stored[i]), QByteArray());
    }
}

SPECTAP_TEST_MAIN(CapturesTest)
#include "tst_captures.moc"
