// SPDX-License-Identifier: MIT
// What an SDK has no place for.
#include "model/call/isotime.h"
#include "model/code/codecall.h"
#include "model/spec/plan/decimal.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int NamedAtMost = 4; ///< fields in one comment
constexpr qsizetype DecimalDigits = 38;

/// Fields of one trouble: the first few by name, the others by number.
class Fields
{
public:
    void add(const QString &path)
    {
        if (++m_count <= NamedAtMost)
            m_named << path;
    }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] QString text() const
    {
        const QString named = m_named.join(u", "_s);
        const int more = m_count - int(m_named.size());
        return more > 0 ? named + u" and %1 more"_s.arg(more) : named;
    }

private:
    QStringList m_named;
    int m_count = 0;
};

/// Values that do not arrive as they are.
struct Troubles
{
    Fields rounded;
    Fields infinite;
    Fields halves;
    Fields nulls;
    Fields repeated;
};

class Fitting
{
public:
    Fitting(const CodeCall &call, const CodeSdk &sdk)
        : m_call(call)
        , m_sdk(sdk)
    {
        m_fitted.sdk = &sdk;
        m_fitted.type = call.type;
        m_fitted.comments = call.comments;
        const CodeValue *context = call.fields.find(u"context");
        const CodeValue *library = context ? context->find(u"library") : nullptr;
        const CodeValue *name = library ? library->find(u"name") : nullptr;
        m_sentByIt = name && codeSdkOfLibrary(name->text.toUtf8()).sdk == sdk.sdk;
    }

    FittedCall take();

private:
    void place(const CodeValue &field);
    void placeText(std::optional<CodeValue> &place, const CodeValue &field, bool takesAny);
    void placeObject(std::optional<CodeValue> &place, const CodeValue &field);
    void placeTime(const CodeValue &field);
    void fitContext();
    void lookAt(const CodeValue &value, const QString &path, bool inObject);
    void say(const QString &text) { m_fitted.comments << text; }
    void sayWhatIsLeft();
    void sayTroubles();

    const CodeCall &m_call;
    const CodeSdk &m_sdk;
    FittedCall m_fitted;
    bool m_sentByIt = false; ///< what it does by itself it will do again
    Fields m_ofSdk;          ///< it sets them by itself
    Fields m_noPlace;
    Troubles m_troubles;
};

void Fitting::placeText(std::optional<CodeValue> &place, const CodeValue &field, bool takesAny)
{
    if (field.isNull()) {
        if (!m_sentByIt)
            say(u"%1 was null, and is left out."_s.arg(field.key));
    } else if (field.isString() || takesAny) {
        place = field;
    } else if (field.kind == JsonKind::Number) {
        place = CodeValue::ofText(QString::fromUtf8(field.json));
        say(u"%1 was a number; this SDK takes a string."_s.arg(field.key));
    } else {
        say(u"%1 was no string, which is all that this SDK takes. It is left out."_s.arg(field.key));
    }
    if (place)
        place->key.clear();
}

void Fitting::placeObject(std::optional<CodeValue> &place, const CodeValue &field)
{
    if (field.isObject()) {
        place = field;
        place->key.clear();
        lookAt(field, field.key, false);
    } else if (!field.isNull()) {
        say(u"%1 was no object, which is all that this SDK takes. It is left out."_s.arg(field.key));
    }
}

void Fitting::placeTime(const CodeValue &field)
{
    if (m_sdk.time == CodeSdk::Time::AsSent) {
        placeText(m_fitted.timestamp, field, m_sdk.anyIds);
        return;
    }
    const QByteArray text = field.text.toUtf8();
    if (field.isNull() || !field.isString() || !parseIsoTime(text)) {
        say(u"timestamp was not ISO 8601, and this SDK takes a time. It is left out."_s);
        return;
    }
    m_fitted.timestamp = CodeValue::ofText(field.text);
    const qsizetype point = text.lastIndexOf('.');
    qsizetype digits = 0;
    for (qsizetype i = point + 1; point >= 0 && i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        if (text[i] != '0')
            digits = i - point;
    }
    const bool whole = m_sdk.time == CodeSdk::Time::Seconds;
    if ((whole && digits > 0) || (m_sdk.time == CodeSdk::Time::Milliseconds && digits > 3))
        say(u"timestamp was %1; this SDK sends %2."_s.arg(
            field.text, whole ? u"whole seconds"_s : u"milliseconds"_s));
}

void Fitting::place(const CodeValue &field)
{
    const QString &key = field.key;
    const CallType type = m_call.type;
    const bool named = type == CallType::Page || type == CallType::Screen;
    if (!field.comment.isEmpty())
        say(field.comment);
    else if (key == u"type")
        return;
    else if (key == u"userId")
        placeText(m_fitted.userId, field, m_sdk.anyIds);
    else if (key == u"anonymousId")
        placeText(m_fitted.anonymousId, field, m_sdk.anyIds);
    else if (key == u"previousId" && type == CallType::Alias)
        placeText(m_fitted.previousId, field, m_sdk.anyIds);
    else if (key == u"groupId" && type == CallType::Group)
        placeText(m_fitted.groupId, field, m_sdk.anyIds);
    else if ((key == u"event" && type == CallType::Track) || (key == u"name" && named))
        placeText(m_fitted.name, field, false);
    else if (key == u"category" && named &&
             (type == CallType::Page ? m_sdk.pageCategory : m_sdk.screenCategory))
        placeText(m_fitted.category, field, false);
    else if (key == u"messageId")
        placeText(m_fitted.messageId, field, false);
    else if (key == u"timestamp")
        placeTime(field);
    else if (key == m_fitted.bodyName())
        placeObject(m_fitted.body, field);
    else if (key == u"context")
        placeObject(m_fitted.context, field);
    else if (key == u"integrations")
        placeObject(m_fitted.integrations, field);
    else if (key == u"sentAt" || key == u"writeKey" || key == u"_metadata")
        m_ofSdk.add(key);
    else if (m_sdk.otherFields) {
        lookAt(field, key, true);
        m_fitted.others.items.push_back(field);
    } else
        m_noPlace.add(key);
    if (field.repeated)
        m_troubles.repeated.add(key);
}

void Fitting::fitContext()
{
    QStringList own{u"library"_s};
    if (m_sdk.sdk == Sdk::Browser)
        own << u"userAgent"_s << u"userAgentData"_s << u"timezone"_s;
    if (m_sdk.sdk == Sdk::Kotlin || m_sdk.sdk == Sdk::Swift || m_sdk.sdk == Sdk::ReactNative)
        own << u"instanceId"_s;
    if (m_fitted.context) {
        for (const QString &name : own) {
            if (!m_fitted.context->find(name))
                continue;
            m_fitted.context->remove(name);
            m_ofSdk.add(u"context."_s + name);
        }
        if (m_fitted.context->items.empty())
            m_fitted.context.reset();
    }
    if (m_fitted.integrations && m_fitted.integrations->items.empty())
        m_fitted.integrations.reset();
}

void Fitting::lookAt(const CodeValue &value, const QString &path, bool inObject)
{
    if (value.repeated)
        m_troubles.repeated.add(path);
    if (value.kind == JsonKind::Number) {
        const bool anyRange = m_sdk.numbers == CodeSdk::Numbers::Any;
        const bool integer = m_sdk.numbers == CodeSdk::Numbers::Integers;
        const NumberFacts facts = NumberFacts::of(value.json);
        if (!facts.finite && !anyRange && !(integer && facts.integer))
            m_troubles.infinite.add(path);
        else if (!isExactIn(m_sdk, value.json))
            m_troubles.rounded.add(path);
    } else if (value.isNull() && value.comment.isEmpty() && inObject && !m_sdk.keepsNull) {
        m_troubles.nulls.add(path);
    }
    if (!m_sdk.halfSurrogates && (hasLoneSurrogate(value.text) || hasLoneSurrogate(value.key)))
        m_troubles.halves.add(path);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const CodeValue &item = value.items[i];
        if (value.kind == JsonKind::Object)
            lookAt(item, path + u'.' + item.key, true);
        else
            lookAt(item, path + u'[' + QString::number(i) + u']', false);
    }
}

void Fitting::sayTroubles()
{
    if (!m_troubles.repeated.isEmpty())
        say(u"Sent more than once, of which the last counts: %1."_s.arg(m_troubles.repeated.text()));
    if (!m_troubles.rounded.isEmpty())
        say(u"Rounded, since this SDK sends no more digits: %1."_s.arg(m_troubles.rounded.text()));
    if (!m_troubles.infinite.isEmpty())
        say(u"Too large for this SDK, and null here: %1."_s.arg(m_troubles.infinite.text()));
    if (!m_troubles.nulls.isEmpty())
        say(u"null, which this SDK leaves out: %1."_s.arg(m_troubles.nulls.text()));
    if (!m_troubles.halves.isEmpty())
        say(u"Half of a surrogate pair, U+FFFD here: %1."_s.arg(m_troubles.halves.text()));
}

void Fitting::sayWhatIsLeft()
{
    const bool ids = m_fitted.userId || m_fitted.anonymousId;
    const bool alias = m_fitted.type == CallType::Alias;
    if (!ids && !alias && m_sdk.sdk != Sdk::Curl)
        say(m_sdk.ownAnonymousId ? u"The call had no ID; this SDK adds an anonymousId."_s
                                 : u"The call had no ID; this SDK refuses it."_s);
    const bool noAnonymous = m_sdk.sdk == Sdk::Node || m_sdk.sdk == Sdk::Python || m_sdk.sdk == Sdk::Go;
    if (alias && m_fitted.anonymousId && noAnonymous) {
        m_noPlace.add(u"anonymousId"_s);
        m_fitted.anonymousId.reset();
    }
    const bool screen = m_fitted.type == CallType::Screen;
    if (!m_fitted.category && (m_fitted.type == CallType::Page || screen) &&
        (m_sdk.sdk == Sdk::Kotlin || m_sdk.sdk == Sdk::CSharp))
        say(u"The call had no category; this SDK sends an empty one."_s);
    if (!m_fitted.name && !alias && m_fitted.bodyName() == u"properties" && m_sdk.sdk != Sdk::Curl) {
        if (m_fitted.type == CallType::Track)
            say(u"The call had no event, and the SDK does not send it without."_s);
        else if (screen || m_sdk.sdk == Sdk::Ruby || m_sdk.sdk == Sdk::Rust || m_sdk.sdk == Sdk::CSharp ||
                 (m_sdk.sdk == Sdk::Browser && m_fitted.category))
            say(u"The call had no name; this SDK takes one."_s);
    }
    if (!m_noPlace.isEmpty())
        say(u"Left out, since this SDK has no place for it: %1."_s.arg(m_noPlace.text()));
    if (!m_ofSdk.isEmpty() && !m_sentByIt)
        say(u"Set by the SDK itself: %1."_s.arg(m_ofSdk.text()));
    const bool client = m_sdk.ownAnonymousId && m_sdk.sdk != Sdk::Curl;
    if (client && !alias && !m_fitted.userId)
        say(u"Once a user is identified, the SDK adds that userId."_s);
    if (m_sdk.sdk == Sdk::Browser && m_fitted.userId && m_fitted.type != CallType::Identify)
        say(u"Once a user is identified, the SDK sends that userId instead."_s);
    if (m_sdk.sdk == Sdk::Browser && m_fitted.anonymousId)
        say(u"The anonymousId stays for the calls after this one."_s);
}

FittedCall Fitting::take()
{
    if (!m_sdk.has(m_fitted.type)) {
        m_fitted.possible = false;
        const QString type = QString::fromUtf8(callTypeName(m_fitted.type));
        say(type.isEmpty() ? u"The type is none of the six calls, so no SDK sends it."_s
                           : u"This SDK has no %1 call."_s.arg(type));
        return m_fitted;
    }
    for (const CodeValue &field : m_call.fields.items)
        place(field);
    fitContext();
    sayWhatIsLeft();
    sayTroubles();
    return m_fitted;
}

} // namespace

bool isExactIn(const CodeSdk &sdk, const QByteArray &number)
{
    const NumberFacts facts = NumberFacts::of(number);
    switch (sdk.numbers) {
    case CodeSdk::Numbers::Any:
        return true;
    case CodeSdk::Numbers::Digits38:
        return facts.exact || (facts.finite && Decimal::parse(number).digits.size() <= DecimalDigits);
    case CodeSdk::Numbers::Integers:
        return facts.integer || facts.exact;
    case CodeSdk::Numbers::UInt64:
        return facts.fits64 || facts.fitsUnsigned || facts.exact;
    case CodeSdk::Numbers::Int64:
        return facts.fits64 || facts.exact;
    case CodeSdk::Numbers::Doubles:
        break;
    }
    return facts.exact;
}

QString FittedCall::bodyName() const
{
    switch (type) {
    case CallType::Identify:
    case CallType::Group:
        return u"traits"_s;
    case CallType::Track:
    case CallType::Page:
    case CallType::Screen:
        return u"properties"_s;
    case CallType::Alias:
    case CallType::Unknown:
        break;
    }
    return {};
}

FittedCall FittedCall::of(const CodeCall &call, const CodeSdk &sdk)
{
    return Fitting(call, sdk).take();
}

} // namespace spectap
