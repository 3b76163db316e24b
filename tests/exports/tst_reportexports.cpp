// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "model/spec/checker.h"
#include "tests/exports/exported.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace spectap;
using namespace spectap::test;

/// The formats for people: what they say, and that nothing of a call acts in them.
class TestReportExports : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void htmlTellsOfEveryCall();
    void htmlShowsFieldsWithTheirVerdicts();
    void htmlEscapesEverything();
    void htmlForbidsEverythingButItsStyles();
    void htmlShowsWhoIsWho();
    void htmlSaysWhichIdsAreLeftOut();
    void htmlOfNoCalls();
    void browserShowsEveryCall();
    void markdownSumsUp();
    void markdownHasRoomInATicket();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("shop <b>&.spectap")); }
    QByteArray exported(ExportFormat format, std::optional<std::vector<quint32>> seqs = {})
    {
        return test::exported(path(), format, std::move(seqs), m_checker);
    }
    void storeHostile();

    std::shared_ptr<const Checker> m_checker;
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

constexpr char Hostile[] =
    "</script></style></pre></details><img src=x onerror=alert(1)>\"' onload=\"alert(1)";

Finding finding(const QByteArray &pointer, Severity severity = Severity::Error, Rule rule = Rule::Type)
{
    return {pointer, RuleSet::Spec, severity, rule, "number", Hostile, "connections/spec/track"};
}

/// An element has a handler.
bool actsIn(const QByteArray &page)
{
    static const QRegularExpression handler(QStringLiteral("<[a-z]+[^<>]* on[a-z]+="));
    return handler.match(QString::fromUtf8(page)).hasMatch();
}

/// A call by its ids, for who is who.
Result<void> addCall(
    SampleSession &session, CallType type, const QByteArray &user, const QByteArray &anonymous)
{
    Request request = sampleRequest("{}");
    if (auto added = session.writer().addRequest(request); !added)
        return added;
    StoredCall call;
    call.row.type = type;
    call.row.user = user.isEmpty() ? 0 : session.pool()->intern(user);
    call.row.anonymous = anonymous.isEmpty() ? 0 : session.pool()->intern(anonymous);
    call.row.receivedAt = call.row.eventTime = request.receivedAt;
    call.request = request.id;
    call.length = 2;
    return session.writer().addCall(session.writer().lastSeq() + 1, call, {});
}

} // namespace

void TestReportExports::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(std::move(*catalogue));
}

void TestReportExports::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

/// Everything that a stranger may choose is hostile.
void TestReportExports::storeHostile()
{
    SampleSession session(path());
    QByteArray text = Hostile;
    text.replace('"', "\\\"");
    const QByteArray body = "{\"type\":\"track\",\"event\":\"" + text + "\",\"userId\":\"" + text +
                            "\",\"messageId\":\"" + text + "\",\"properties\":{\"" + text + "\":\"" + text +
                            "\"},\"context\":[\"" + text + "\"]}";
    QVERIFY_OK(session.writer().begin());
    Request request = sampleRequest(body);
    request.target = QByteArray("/v1/track?") + Hostile;
    request.method = "PO<img>ST";
    QVERIFY_OK(session.writer().addRequest(request));
    const auto source = session.writer().source(Hostile, Hostile, Hostile);
    QVERIFY_OK(source);
    StoredCall call;
    call.row.type = CallType::Track;
    call.row.name = session.pool()->intern(Hostile);
    call.row.user = session.pool()->intern(Hostile);
    call.row.receivedAt = call.row.eventTime = request.receivedAt;
    call.row.errors = 2;
    call.row.source = *source;
    call.request = request.id;
    call.length = static_cast<quint32>(body.size());
    QVERIFY_OK(session.writer().addCall(
        1, call, std::vector{finding(QByteArray("/properties/") + Hostile), finding("/gone/x")}));
    QVERIFY_OK(session.writer().commit());
}

void TestReportExports::htmlTellsOfEveryCall()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 30; ++i)
            QVERIFY_OK(session.add("{\"n\":" + QByteArray::number(i) + '}'));
        Request refused = sampleRequest("{oops", RequestKind::Rejected);
        QVERIFY_OK(session.writer().addRequest(refused));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray page = exported(ExportFormat::Html);
    QCOMPARE(page.count("<details class=\"call"), 30);
    QVERIFY(page.contains("<b>30</b><span>calls</span>"));
    QVERIFY(page.contains("<b>1</b><span>requests refused</span>"));
    QVERIFY(page.contains("{&quot;n&quot;:29}"));
    const QByteArray some = exported(ExportFormat::Html, std::vector<quint32>{3, 7});
    QCOMPARE(some.count("<details class=\"call"), 2);
    QVERIFY(some.contains("id=\"c7\"") && some.contains("chosen from the session") &&
            !some.contains("requests refused"));
}

void TestReportExports::htmlShowsFieldsWithTheirVerdicts()
{
    {
        SampleSession session(path());
        const QByteArray body =
            R"({"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":"25","gift":true}})";
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add(body, {{0, static_cast<quint32>(body.size()), "Order Completed", "u",
                                         {{"/properties/revenue", RuleSet::Spec, Severity::Error, Rule::Type,
                                             "number", "string", "connections/spec/ecommerce/v2#x"}}}}));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray page = exported(ExportFormat::Html);
    const qsizetype revenue = page.indexOf(">revenue</td>");
    QVERIFY(revenue > 0);
    const QByteArray row = page.mid(page.lastIndexOf("<tr", revenue), 900);
    QVERIFY2(row.startsWith("<tr class=\"e\">") && row.contains("&quot;25&quot;") && row.contains("SPEC") &&
                 row.contains("https://segment.com/docs/connections/spec/ecommerce/v2/#x"),
        row.constData());
    QVERIFY(page.contains(">gift</td><td class=\"m lit\">true</td>"));
    QVERIFY(page.contains("<span class=\"ii\">Custom</span>"));
}

void TestReportExports::htmlEscapesEverything()
{
    storeHostile();
    const QByteArray page = exported(ExportFormat::Html);
    QVERIFY(page.contains("&lt;img src=x"));
    QVERIFY(page.contains("<h1>shop &lt;b&gt;&amp;.spectap</h1>"));
    for (const char *tag : {"<img", "<script"})
        QVERIFY2(!page.contains(tag), tag);
    QCOMPARE(page.count("</style>"), 1);
    // Quotes do not get out of attributes: whatever stands in one is ours.
    QVERIFY(!actsIn(page));
    QVERIFY(!exported(ExportFormat::Markdown).contains("<img"));
}

void TestReportExports::htmlForbidsEverythingButItsStyles()
{
    SampleSession(path()).close();
    const QByteArray page = exported(ExportFormat::Html);
    QVERIFY(page.contains(
        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'\""));
    QVERIFY(page.indexOf("Content-Security-Policy") < page.indexOf("<style>"));
    QVERIFY(!page.contains("<link") && !page.contains("src=") && !page.contains("url(h"));
    QVERIFY(page.contains("prefers-color-scheme:dark"));
}

void TestReportExports::htmlShowsWhoIsWho()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(addCall(session, CallType::Page, {}, "anon-1"));
        QVERIFY_OK(addCall(session, CallType::Identify, "u_1", "anon-1"));
        QVERIFY_OK(addCall(session, CallType::Track, "u_1", {}));
        QVERIFY_OK(addCall(session, CallType::Identify, "u_2", "anon-1"));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray page = exported(ExportFormat::Html);
    for (const char *piece :
        {">anon-1<", ">u_1<", ">u_2<", "class=\"mi\"", "class=\"hatch\"", "stroke-dasharray"})
        QVERIFY2(page.contains(piece), piece);
    QVERIFY(!page.contains("Left out for want of room"));
}

void TestReportExports::htmlSaysWhichIdsAreLeftOut()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 500; ++i)
            QVERIFY_OK(addCall(
                session, CallType::Identify, "u" + QByteArray::number(i), "a" + QByteArray::number(i)));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray page = exported(ExportFormat::Html);
    static const QRegularExpression words(QStringLiteral("Left out for want of room: (\\d+) ids"));
    const auto match = words.match(QString::fromUtf8(page));
    QVERIFY(match.hasMatch());
    const qsizetype lanes = page.count("class=\"box\"");
    QCOMPARE(match.captured(1).toInt() + lanes, 1000);
    QVERIFY(lanes > 40);
}

void TestReportExports::htmlOfNoCalls()
{
    SampleSession(path()).close();
    const QByteArray page = exported(ExportFormat::Html);
    QVERIFY(page.contains("No calls.") && page.endsWith("</html>\n"));
    QVERIFY(exported(ExportFormat::Markdown).contains("0 calls"));
}

/// What a browser makes of it: the page of a stranger's choosing has no element that is not ours.
void TestReportExports::browserShowsEveryCall()
{
    const QString chromium = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    if (chromium.isEmpty())
        QSKIP("Chromium is not installed");
    storeHostile();
    QFile file(m_dir->filePath(QStringLiteral("report.html")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exported(ExportFormat::Html));
    file.close();
    QProcess browser;
    browser.start(chromium,
        {QStringLiteral("--headless"), QStringLiteral("--no-sandbox"), QStringLiteral("--disable-gpu"),
            QStringLiteral("--no-first-run"), QStringLiteral("--disable-background-networking"),
            QStringLiteral("--disable-component-update"), QStringLiteral("--disable-sync"),
            QStringLiteral("--enable-logging=stderr"),
            QStringLiteral("--user-data-dir=") + m_dir->filePath(QStringLiteral("profile")),
            QStringLiteral("--dump-dom"), QStringLiteral("file://") + file.fileName()});
    QVERIFY(browser.waitForFinished(100'000));
    const QByteArray dom = browser.readAllStandardOutput();
    const QByteArray errors = browser.readAllStandardError();
    QCOMPARE(dom.count("<details class=\"call"), 1);
    for (const char *tag : {"<img", "<script", "<iframe"})
        QVERIFY2(!dom.contains(tag), tag);
    QVERIFY(!actsIn(dom));
    QVERIFY(dom.contains("<svg class=\"line\""));
    QVERIFY2(!errors.contains("Content Security Policy"), errors.constData()); // it asked for nothing
    QVERIFY(dom.trimmed().endsWith("</html>"));
}

void TestReportExports::markdownSumsUp()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 3; ++i)
            QVERIFY_OK(session.add("{}", {{0, 2, "Order @all | x", "u", {finding("/properties/revenue")}}}));
        QVERIFY_OK(session.add("{}"));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray text = exported(ExportFormat::Markdown);
    QVERIFY2(text.startsWith(
                 "## Captured calls: shop &lt;b&gt;&amp;.spectap\n\n4 calls, received from 2023-11-14T22:"),
        text.constData());
    QVERIFY(text.contains("3 errors and 0 warnings. 0 requests refused."));
    QVERIFY(text.contains("| 4 | 3 | 0 | 0 | 0 | 0 |\n"));
    QVERIFY(text.contains("| analytics.js | 2.1.0 | wk1 | 4 | 3 |\n"));
    QVERIFY(text.contains("| track | Order @<!-- -->all \\| x | 3 | 3 | 0 |\n"));
    QVERIFY2(
        text.contains(
            "| error | [type](https://segment.com/docs/connections/spec/track/) | Order @<!-- -->all \\| x | "
            "properties.revenue | 3 | #1 | "),
        text.constData());
}

void TestReportExports::markdownHasRoomInATicket()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 6'000; ++i)
            QVERIFY_OK(session.add("{}", {{0, 2, "E" + QByteArray::number(i), "u",
                                             {finding("/properties/p" + QByteArray::number(i))}}}));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray text = exported(ExportFormat::Markdown);
    QVERIFY(text.size() < 65'000);
    QVERIFY(text.contains("Not listed for want of room: "));
    QVERIFY(text.contains("1000 findings beyond"));
}

SPECTAP_TEST_MAIN(TestReportExports)
#include "tst_reportexports.moc"
