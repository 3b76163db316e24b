// SPDX-License-Identifier: MIT
#include "model/spec/plan/jsonschema.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>

using namespace spectap;
using namespace Qt::StringLiterals;

/// The official JSON-Schema-Test-Suite, draft-07. Everything that a validator must do has to pass; of what
/// is optional, the result is listed.
class TestSchemaSuite : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void required_data() { addFiles(u"draft7"_s); }
    void required();
    void optional_data();
    void optional();

private:
    struct Outcome
    {
        int right = 0;
        QByteArrayList wrong;
        QByteArrayList refused; ///< schemas that would have to be fetched
    };
    static void addFiles(const QString &folder);
    static Outcome run(const QString &path, bool formats);
};

namespace {

const QString Suite = QStringLiteral(SPECTAP_SCHEMA_SUITE);

/// Files that are about schemas elsewhere: a local tool fetches nothing.
bool isAboutRemotes(const QString &path)
{
    return path.endsWith(u"refRemote.json");
}

} // namespace

void TestSchemaSuite::initTestCase()
{
    if (!QFile::exists(Suite + u"/draft7/type.json"_s))
        QSKIP("The suite is not installed (Debian: json-schema-test-suite).");
}

void TestSchemaSuite::addFiles(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QDir dir(Suite + u'/' + folder);
    for (const QString &file : dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(folder + u'/' + file)) << dir.filePath(file);
}

void TestSchemaSuite::optional_data()
{
    addFiles(u"draft7/optional"_s);
    addFiles(u"draft7/optional/format"_s);
}

TestSchemaSuite::Outcome TestSchemaSuite::run(const QString &path, bool formats)
{
    Outcome outcome;
    QFile file(path);
    const QByteArray text = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    JsonTape tape;
    if (const auto error = tape.parse(text)) {
        outcome.wrong += error->message().toUtf8();
        return outcome;
    }
    for (quint32 group = 1; group < tape.size(); group = tape[group].next) {
        const QByteArray name = tape.string(tape.find(group, "description")).toByteArray();
        SchemaProblem problem;
        JsonSchema::Options options;
        options.formats = formats;
        const auto schema = JsonSchema::compile(tape, tape.find(group, "schema"), options, problem);
        if (!schema) {
            const QByteArray line = name + ": " + problem.pointer + ' ' + problem.what.toUtf8();
            (problem.what.contains(u"nothing is fetched") ? outcome.refused : outcome.wrong) += line;
            continue;
        }
        const quint32 tests = tape.find(group, "tests");
        for (quint32 test = tests + 1; test < tape[tests].next; test = tape[test].next) {
            const bool valid = tape[tape.find(test, "valid")].kind == JsonKind::True;
            const SchemaInstance instance{tape, tape.find(test, "data")};
            std::vector<SchemaError> errors;
            const bool quick = schema->validate(instance);
            const bool full = schema->validate(instance, &errors);
            if (quick == valid && full == valid && errors.empty() == valid)
                ++outcome.right;
            else
                outcome.wrong += name + " / " + tape.string(tape.find(test, "description")).toByteArray();
        }
    }
    return outcome;
}

void TestSchemaSuite::required()
{
    QFETCH(QString, path);
    const Outcome outcome = run(path, !path.endsWith(u"/format.json"));
    for (const QByteArray &line : outcome.refused)
        qInfo("refused: %s", line.constData());
    QVERIFY2(outcome.wrong.isEmpty(), outcome.wrong.join("\n").constData());
    QVERIFY2(outcome.refused.isEmpty() || isAboutRemotes(path), outcome.refused.join("\n").constData());
    QVERIFY(outcome.right > 0 || isAboutRemotes(path));
}

void TestSchemaSuite::optional()
{
    QFETCH(QString, path);
    const Outcome outcome = run(path, true);
    qInfo("%d right, %d wrong", outcome.right, int(outcome.wrong.size()));
    for (const QByteArray &line : outcome.wrong)
        qInfo("wrong: %s", line.constData());
    QVERIFY(outcome.right > 0);
}

SPECTAP_TEST_MAIN(TestSchemaSuite)
#include "tst_schemasuite.moc"
