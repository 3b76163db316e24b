// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace spectap;
using namespace spectap::test;

/// Fields of calls as columns, and what a real spreadsheet makes of them.
class TestCsvExport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void fieldsAreColumns();
    void chosenColumns_data();
    void chosenColumns();
    void manyFieldsHaveAnEnd();
    void noCalls();
    void spreadsheetReadsIt();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("a.spectap")); }
    QByteArray exported(
        const std::vector<QByteArray> &columns = {}, std::optional<std::vector<quint32>> seqs = {});
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCsvExport::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

QByteArray TestCsvExport::exported(
    const std::vector<QByteArray> &columns, std::optional<std::vector<quint32>> seqs)
{
    auto reader = SessionReader::open(path());
    if (!reader)
        return reader.error().message.toUtf8();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    ExportJob job;
    job.format = ExportFormat::Csv;
    job.columns = columns;
    job.seqs = std::move(seqs);
    const auto written = exportSession(**reader, buffer, job);
    return written ? buffer.data().sliced(3) : written.error().message.toUtf8();
}

void TestCsvExport::fieldsAreColumns()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        const QByteArray call =
            R"({"type":"track","context":{"ip":"1","app":{"v":1}},"timestamp":"t1","properties":{"b":[1,{"c":2}],"e":{}}})";
        QVERIFY_OK(
            session.add("{\"batch\":[" + call + R"(],"sentAt":"t2","context":{"ip":"2","os":{"n":"x"}}})",
                {{10, static_cast<quint32>(call.size()), "n", "u", {}}}));
        QVERIFY_OK(session.add(R"({"properties":{"a.b":1,"z":null,"y":-1.50},"traits":{"t":"=1"}})"));
        QVERIFY_OK(session.writer().commit());
    }
    const QList<QByteArray> lines = exported().split('\n');
    const qsizetype fields =
        QByteArray("seq,receivedAt,timestamp,type,name,userId,anonymousId,messageId,source,writeKey,"
                   "severity,errors,warnings,infos,ingest,size,")
            .size();
    QCOMPARE(lines[0].sliced(fields), "properties.b,properties.e,properties.a.b,properties.z,properties.y,"
                                      "traits.t,call.timestamp,sentAt,context.ip,"
                                      "context.app.v,context.os.n,json\r");
    QVERIFY2(lines[1].contains(R"(,"[1,{""c"":2}]",{},,,,,t1,t2,1,1,x,")"), lines[1].constData());
    QVERIFY2(lines[2].contains(",,,1,,-1.50,'=1,,,,,,\""), lines[2].constData());
    // Only what the chosen calls have.
    QVERIFY(!exported({}, std::vector<quint32>{2}).contains("context.ip"));
}

void TestCsvExport::chosenColumns_data()
{
    QTest::addColumn<std::vector<QByteArray>>("columns");
    QTest::addColumn<QByteArray>("table");
    using Names = std::vector<QByteArray>;
    QTest::newRow("facts") << Names{"name", "seq"} << QByteArray("name,seq\r\nOrder Completed,1\r\n");
    QTest::newRow("a field") << Names{"properties.revenue"} << QByteArray("properties.revenue\r\n12.50\r\n");
    QTest::newRow("an object is JSON")
        << Names{"properties.coupon"} << QByteArray("properties.coupon\r\n\"{\"\"a\"\":1}\"\r\n");
    QTest::newRow("in an array") << Names{"properties.products[1].sku", "properties.products[7].sku"}
                                 << QByteArray(
                                        "properties.products[1].sku,properties.products[7].sku\r\ns2,\r\n");
    QTest::newRow("a field with a fact's name")
        << Names{"type", "call.type"} << QByteArray("type,call.type\r\ntrack,TRACK\r\n");
    QTest::newRow("twice") << Names{"seq", "seq"} << QByteArray("seq,seq\r\n1,1\r\n");
    QTest::newRow("nowhere") << Names{"properties.x.y", "[", "a]["}
                             << QByteArray("properties.x.y,[,a][\r\n,,\r\n");
    QTest::newRow("names are safe too") << Names{"=1,2"} << QByteArray("\"'=1,2\"\r\n\r\n");
}

void TestCsvExport::chosenColumns()
{
    QFETCH(std::vector<QByteArray>, columns);
    {
        SampleSession session(path());
        QVERIFY_OK(session.store(
            R"({"type":"TRACK","properties":{"revenue":12.50,"coupon":{"a":1},"products":[{"sku":"s1"},{"sku":"s2"}]}})"));
    }
    QTEST(exported(columns), "table");
}

void TestCsvExport::manyFieldsHaveAnEnd()
{
    {
        SampleSession session(path());
        QByteArray body = "{";
        for (int i = 0; i < 3'000; ++i)
            body += "\"f" + QByteArray::number(i) + "\":1,";
        QVERIFY_OK(session.store(body + "\"last\":2}"));
    }
    const QByteArray text = exported();
    QCOMPARE(text.first(text.indexOf('\n')).count(','), 17 + 1000 - 1);
    QVERIFY(text.contains("\"\"last\"\":2")); // its bytes have it
}

void TestCsvExport::noCalls()
{
    SampleSession(path()).close();
    QVERIFY(exported().endsWith("size,json\r\n"));
    QCOMPARE(exported({"seq"}), "seq\r\n");
}

/// LibreOffice, where it is installed, reads the table and writes it again: the same cells, and no formula.
void TestCsvExport::spreadsheetReadsIt()
{
    const QString office = QStandardPaths::findExecutable(QStringLiteral("soffice"));
    if (office.isEmpty())
        QSKIP("LibreOffice is not installed");
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(
            session.add(R"({"properties":{"a":"=1+1","b":"caf\u00e9, \"x\"\ny","c":3.50,"d":"+49 1"}})",
                "=cmd|' /C calc'!A0"));
        QVERIFY_OK(session.writer().commit());
    }
    QFile file(m_dir->filePath(QStringLiteral("table.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xef\xbb\xbf" +
               exported({"seq", "name", "properties.a", "properties.b", "properties.c", "properties.d"}));
    file.close();
    QProcess process;
    process.setWorkingDirectory(m_dir->path());
    process.start(office,
        {QStringLiteral("--headless"),
            QStringLiteral("-env:UserInstallation=file://") + m_dir->path() + QStringLiteral("/office"),
            QStringLiteral("--convert-to"), QStringLiteral("fods"), QStringLiteral("--infilter=CSV:44,34,76"),
            QStringLiteral("table.csv")});
    QVERIFY(process.waitForFinished(100'000));
    QFile sheet(m_dir->filePath(QStringLiteral("table.fods")));
    QVERIFY2(sheet.open(QIODevice::ReadOnly), process.readAllStandardError().constData());
    const QByteArray text = sheet.readAll();
    QVERIFY(!text.contains("table:formula"));
    QVERIFY(text.contains("&apos;=1+1") && text.contains("caf\xc3\xa9, &quot;x&quot;"));
    QVERIFY(text.contains("office:value=\"3.5\""));
}

SPECTAP_TEST_MAIN(TestCsvExport)
#include "tst_csvexport.moc"
