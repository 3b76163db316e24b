// SPDX-License-Identifier: MIT
#include "model/call/jsontape.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <random>

using namespace spectap;
using Json = nlohmann::json;

/// Mutated texts, judged by a second parser. A failure prints the seed: SPECTAP_SEED=n runs it again.
class JsonFuzzTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithASecondParser();
};

namespace {

const QByteArrayList Samples{
    R"({"type":"track","event":"Order \u00e9 \"x\"","properties":{"revenue":-12.5e+3,"n":null,"t":true,"a":[1,2,{}]}})",
    R"([1,-0,0.5,"\\","a\/b",[[[]]],{"":{"":""}},false,"é😀"])",
    R"( "x\\" )",
    " [ ] ",
    R"({"a":1,"a":{"b":2},"\u0061":[3]})",
    "{\"long\":\"" + QByteArray(70, 'x') + R"(\\\")" + QByteArray(60, 'y') + "\",\"k\":[true,false,null]}",
};

const QByteArrayList Pieces{"\"", "\\", "{", "}", "[", "]", ",", ":", "0", "1", "-", "+", ".", "e", "t",
    "true", "null", "\\u", "\\n", QByteArray(1, '\0'), "\x1f", "\n", " ", "\f", "\x1a", "\x7f", "é",
    "\xe2\x80\xa8", "\xef\xbb\xbf", "\x80", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xff", "/", "\"\"", "[]",
    "{}", "\":"};

class Mutator
{
public:
    explicit Mutator(quint32 seed)
        : m_random(seed)
    {
    }

    QByteArray next()
    {
        QByteArray text = Samples[below(Samples.size())];
        for (qsizetype changes = below(4); changes > 0; --changes) {
            const qsizetype at = below(text.size() + 1);
            switch (below(4)) {
            case 0:
                text.remove(at, 1 + below(3));
                break;
            case 1:
                text.truncate(at);
                break;
            case 2:
                text.insert(at, text.mid(below(text.size() + 1), below(20)));
                break;
            default:
                text.insert(at, Pieces[below(Pieces.size())]);
                break;
            }
        }
        return text;
    }

private:
    qsizetype below(qsizetype limit)
    {
        return limit ? static_cast<qsizetype>(m_random() % static_cast<quint32>(limit)) : 0;
    }

    std::mt19937 m_random;
};

Json valueOf(const JsonTape &tape, quint32 node)
{
    const auto text = [](QByteArrayView view) {
        return std::string(view.data(), static_cast<std::size_t>(view.size()));
    };
    switch (tape[node].kind) {
    case JsonKind::Null:
        return nullptr;
    case JsonKind::False:
        return false;
    case JsonKind::True:
        return true;
    case JsonKind::Number:
        return Json::parse(text(tape.raw(node)));
    case JsonKind::String:
        return text(tape.string(node));
    case JsonKind::Array: {
        Json array = Json::array();
        for (quint32 item = node + 1; item < tape[node].next; item = tape[item].next)
            array.push_back(valueOf(tape, item));
        return array.size() == tape[node].children ? array : Json("wrong count");
    }
    case JsonKind::Object:
        break;
    }
    Json object = Json::object();
    quint32 members = 0;
    for (quint32 item = node + 1; item < tape[node].next; item = tape[item].next, ++members)
        object[text(tape.key(item))] = valueOf(tape, item);
    return members == tape[node].children ? object : Json("wrong count");
}

enum class Verdict
{
    Good,
    Bad,
    GoodByDefinition
};

/// By definition the second parser differs from JSON.parse in four things: it refuses lone surrogates and
/// numbers past a double, skips a byte order mark and takes a null byte for the end.
Verdict judge(const QByteArray &text, Json &value)
{
    if (text.startsWith("\xef\xbb\xbf") || text.contains('\0'))
        return Verdict::Bad;
    try {
        value = Json::parse(text.begin(), text.end());
        return Verdict::Good;
    } catch (const Json::out_of_range &) {
        return Verdict::GoodByDefinition;
    } catch (const Json::parse_error &error) {
        const bool surrogate = std::string_view(error.what()).find("surrogate") != std::string_view::npos;
        return surrogate ? Verdict::GoodByDefinition : Verdict::Bad;
    }
}

} // namespace

void JsonFuzzTest::agreesWithASecondParser()
{
    const quint32 seed = qEnvironmentVariableIsSet("SPECTAP_SEED")
                             ? qEnvironmentVariable("SPECTAP_SEED").toUInt()
                             : std::random_device()();
    Mutator mutator(seed);
    JsonTape tape;
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray text = mutator.next();
        const QByteArray what =
            "seed " + QByteArray::number(seed) + ", text " + QByteArray::number(i) + ": " + text;
        const bool good = !tape.parse(text);
        Json expected;
        const Verdict verdict = judge(text, expected);
        if (verdict == Verdict::GoodByDefinition)
            continue; // it stopped there, so the rest is not judged
        QVERIFY2(good == (verdict == Verdict::Good), what.constData());
        if (!good)
            continue;
        ++accepted;
        QVERIFY2(valueOf(tape, 0) == expected, what.constData());
    }
    QVERIFY2(accepted > 5'000, "the mutations are too wild to test values");
}

SPECTAP_TEST_MAIN(JsonFuzzTest)
#include "tst_jsonfuzz.moc"
