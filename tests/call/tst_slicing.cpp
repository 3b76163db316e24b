// SPDX-License-Identifier: MIT
#include "model/call/callview.h"
#include "tests/support/testmain.h"

using namespace spectap;
using Shape = SlicedBody::Shape;

/// How bodies divide into calls, by what they hold and where they were sent.
class SlicingTest : public QObject
{
    Q_OBJECT

private slots:
    void slices_data();
    void slices();
    void numbersTheCalls();
    void reportsWhatIsNotJson();
    void holdsTenThousandCalls();
};

namespace {
enum class Sent
{
    ToTrack,
    ToBatch,
    Anywhere
};
}

void SlicingTest::slices_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Sent>("sent");
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<QByteArray>("calls"); // their bytes, joined by a bar
    QTest::addColumn<bool>("batchNotArray");
    const auto row = [](const char *name, const char *body, Sent sent, Shape shape, const char *calls,
                         bool batchNotArray = false) {
        QTest::newRow(name) << QByteArray(body) << sent << shape << QByteArray(calls) << batchNotArray;
    };
    row("batch", R"({"batch":[{"a":1}, {"b":2}],"sentAt":"x"})", Sent::ToBatch, Shape::Batch,
        R"({"a":1}|{"b":2})");
    row("batch: bytes as sent", "{\"batch\":[ { \"a\" :1.0 }\n]}", Sent::ToBatch, Shape::Batch,
        "{ \"a\" :1.0 }");
    row("batch: empty", R"({"batch":[]})", Sent::ToBatch, Shape::Batch, "");
    row("batch: items that are no objects", R"({"batch":[1,"a",null,[],{}]})", Sent::ToBatch, Shape::Batch,
        R"(1|"a"|null|[]|{})");
    row("batch: nested ones are data", R"({"batch":[{"batch":[{}]}]})", Sent::ToBatch, Shape::Batch,
        R"({"batch":[{}]})");
    row("batch: last duplicate", R"({"batch":[1],"batch":[2]})", Sent::ToBatch, Shape::Batch, "2");
    row("batch: on any path", R"({"batch":[{}]})", Sent::Anywhere, Shape::Batch, "{}");
    row("batch: with fields of a call around it", R"({"batch":[{}],"type":"track","userId":"u"})",
        Sent::ToBatch, Shape::Batch, "{}");
    row("batch: sent to a typed path", R"({"batch":[{}]})", Sent::ToTrack, Shape::Batch, "{}");
    row("batch: own field of a typed call", R"({"event":"x","batch":[{}]})", Sent::ToTrack, Shape::Single,
        R"({"event":"x","batch":[{}]})");
    row("batch: an object", R"({"batch":{"type":"track"}})", Sent::ToBatch, Shape::Single,
        R"({"batch":{"type":"track"}})", true);
    row("batch: null", R"({"batch":null})", Sent::ToBatch, Shape::Single, R"({"batch":null})", true);
    row("batch: a string on any path", R"({"batch":"x"})", Sent::Anywhere, Shape::Single, R"({"batch":"x"})",
        true);
    row("single: typed path", R"({"a":1})", Sent::ToTrack, Shape::Single, R"({"a":1})");
    row("single: empty on a typed path", "{}", Sent::ToTrack, Shape::Single, "{}");
    row("single: on a batch route", R"({"type":"track"})", Sent::ToBatch, Shape::Single,
        R"({"type":"track"})");
    row("single: blanks around it", " {} \n", Sent::ToTrack, Shape::Single, "{}");
    row("elsewhere: type", R"({"type":"track"})", Sent::Anywhere, Shape::Single, R"({"type":"track"})");
    row("elsewhere: event", R"({"event":"x"})", Sent::Anywhere, Shape::Single, R"({"event":"x"})");
    row("elsewhere: userId", R"({"userId":1})", Sent::Anywhere, Shape::Single, R"({"userId":1})");
    row("elsewhere: anonymousId", R"({"anonymousId":"a"})", Sent::Anywhere, Shape::Single,
        R"({"anonymousId":"a"})");
    row("elsewhere: previousId", R"({"previousId":"a"})", Sent::Anywhere, Shape::Single,
        R"({"previousId":"a"})");
    row("elsewhere: other objects are no calls", R"({"action":"track","a":{"type":"track"}})", Sent::Anywhere,
        Shape::NoCalls, "");
    row("elsewhere: empty object", "{}", Sent::Anywhere, Shape::NoCalls, "");
    row("array: of calls", R"([{"type":"track"},{"a":1},5])", Sent::Anywhere, Shape::Batch,
        R"({"type":"track"}|{"a":1}|5)");
    row("array: of other objects", R"([{"a":1}])", Sent::Anywhere, Shape::NoCalls, "");
    row("array: of other objects on a call route", R"([{"a":1}])", Sent::ToBatch, Shape::Batch, R"({"a":1})");
    row("array: of numbers on a call route", "[1,2]", Sent::ToBatch, Shape::Batch, "1|2");
    row("array: empty elsewhere", "[]", Sent::Anywhere, Shape::NoCalls, "");
    row("array: empty on a call route", "[]", Sent::ToBatch, Shape::Batch, "");
    row("scalar: string", R"("track")", Sent::ToTrack, Shape::NoCalls, "");
    row("scalar: number", "5", Sent::ToBatch, Shape::NoCalls, "");
    row("scalar: null", "null", Sent::ToBatch, Shape::NoCalls, "");
    row("not JSON", "hello", Sent::ToBatch, Shape::NotJson, "");
    row("not JSON: nothing", "", Sent::ToBatch, Shape::NotJson, "");
    row("not JSON: a form", "a=1&b=2", Sent::Anywhere, Shape::NotJson, "");
}

void SlicingTest::slices()
{
    QFETCH(QByteArray, body);
    QFETCH(Sent, sent);
    JsonTape tape;
    const SlicedBody sliced = sliceBody(
        tape, body, sent == Sent::ToTrack ? CallType::Track : CallType::Unknown, sent == Sent::ToBatch);
    QTEST(sliced.shape, "shape");
    QByteArrayList calls;
    for (const CallView &call : sliced.calls) {
        calls.append(call.raw().toByteArray());
        QCOMPARE(
            call.batch != JsonTape::None, sliced.shape == Shape::Batch && tape[0].kind == JsonKind::Object);
    }
    QTEST(calls.join('|'), "calls");
    QTEST(sliced.batchNotArray, "batchNotArray");
}

void SlicingTest::numbersTheCalls()
{
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, R"({"batch":[{},1,{}]})", CallType::Unknown, true);
    QCOMPARE(sliced.calls.size(), std::size_t(3));
    for (quint32 i = 0; i < 3; ++i) {
        QCOMPARE(sliced.calls[i].index, i);
        QCOMPARE(sliced.calls[i].count, 3U);
    }
    const SlicedBody single = sliceBody(tape, R"({"event":"x"})", CallType::Unknown, true);
    QCOMPARE(single.calls.at(0).index, 0U);
    QCOMPARE(single.calls.at(0).count, 1U);
}

void SlicingTest::reportsWhatIsNotJson()
{
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, R"({"batch":[{}},)", CallType::Unknown, true);
    QCOMPARE(sliced.shape, Shape::NotJson);
    QCOMPARE(sliced.error.code, JsonError::Code::UnexpectedByte);
    QCOMPARE(sliced.error.offset, 12U);
}

void SlicingTest::holdsTenThousandCalls()
{
    JsonTape tape;
    const QByteArray body = R"({"batch":[)" +
                            QByteArray(R"({"type":"track","event":"e","userId":"u"},)").repeated(9'999) +
                            R"({"last":true}]})";
    const SlicedBody sliced = sliceBody(tape, body, CallType::Unknown, true);
    QCOMPARE(sliced.calls.size(), std::size_t(10'000));
    QCOMPARE(sliced.calls.back().raw(), QByteArrayView(R"({"last":true})"));
    QCOMPARE(sliced.calls.back().index, 9'999U);
}

SPECTAP_TEST_MAIN(SlicingTest)
#include "tst_slicing.moc"
