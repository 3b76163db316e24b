// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Member
{
    const char *json;
    const char *field;
};

/// A member of analytics.Context that is a structure of texts.
struct Section
{
    const char *json;
    const char *field;
    const char *type;
    std::array<Member, 7> members;
};

constexpr std::array Sections{
    Section{"app", "App", "AppInfo",
        {{{"name", "Name"}, {"version", "Version"}, {"build", "Build"}, {"namespace", "Namespace"}}}},
    Section{"campaign", "Campaign", "CampaignInfo",
        {{{"name", "Name"}, {"source", "Source"}, {"medium", "Medium"}, {"term", "Term"},
            {"content", "Content"}}}},
    Section{"device", "Device", "DeviceInfo",
        {{{"id", "Id"}, {"manufacturer", "Manufacturer"}, {"model", "Model"}, {"name", "Name"},
            {"type", "Type"}, {"version", "Version"}, {"advertisingId", "AdvertisingID"}}}},
    Section{"os", "OS", "OSInfo", {{{"name", "Name"}, {"version", "Version"}}}},
    Section{"page", "Page", "PageInfo",
        {{{"hash", "Hash"}, {"path", "Path"}, {"referrer", "Referrer"}, {"search", "Search"},
            {"title", "Title"}, {"url", "URL"}}}},
    Section{"referrer", "Referrer", "ReferrerInfo",
        {{{"type", "Type"}, {"name", "Name"}, {"url", "URL"}, {"link", "Link"}}}},
};

constexpr std::array Texts{Member{"locale", "Locale"}, Member{"groupId", "GroupID"},
    Member{"timezone", "Timezone"}, Member{"userAgent", "UserAgent"}};

const char *fieldOf(std::span<const Member> members, const QString &name)
{
    const auto found = std::find_if(members.begin(), members.end(),
        [&](const Member &member) { return member.json && name == QLatin1String(member.json); });
    return found == members.end() ? nullptr : found->field;
}

bool isText(const CodeValue &value)
{
    return value.isString() && !value.text.isEmpty(); // an empty one is not sent
}

class GoContext
{
public:
    GoContext(const CodePrinter &print, const CodeValue &context)
        : m_print(print)
    {
        for (const CodeValue &member : context.items) {
            const char *text = fieldOf(Texts, member.key);
            if (text && isText(member))
                m_lines += u"\t\t%1: %2,\n"_s.arg(QLatin1String(text), m_print.text(member.text));
            else if (!addSection(member))
                m_extra.items.push_back(member);
        }
        if (!m_extra.items.empty())
            m_lines += u"\t\tExtra: "_s + m_print.value(m_extra, 2, 7) + u",\n"_s;
    }

    [[nodiscard]] QString code() const { return u"&analytics.Context{\n"_s + m_lines + u"\t}"_s; }

private:
    bool addSection(const CodeValue &member)
    {
        const auto *section = std::find_if(Sections.begin(), Sections.end(),
            [&](const Section &one) { return member.key == QLatin1String(one.json); });
        const bool fits = section != Sections.end() && member.isObject() && !member.items.empty() &&
                          std::all_of(member.items.begin(), member.items.end(), [&](const CodeValue &item) {
                              return isText(item) && fieldOf(section->members, item.key);
                          });
        if (!fits)
            return false;
        m_lines +=
            u"\t\t%1: analytics.%2{\n"_s.arg(QLatin1String(section->field), QLatin1String(section->type));
        for (const CodeValue &item : member.items)
            m_lines += u"\t\t\t%1: %2,\n"_s.arg(
                QLatin1String(fieldOf(section->members, item.key)), m_print.text(item.text));
        m_lines += u"\t\t},\n"_s;
        return true;
    }

    const CodePrinter &m_print;
    CodeValue m_extra = CodeValue::object();
    QString m_lines;
};

/// With the type's own name in front instead of map[string]interface{}.
QString typedMap(const CodePrinter &print, const CodeValue &object, const QString &type)
{
    return object.items.empty() ? QString(type + u"{}"_s)
                                : QString(type + u"{\n"_s + print.members(object, 2) + u"\t}"_s);
}

QString timeCode(const QString &text)
{
    static constexpr std::array Months{"January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December"};
    const CodeTime at = CodeTime::of(text);
    return u"time.Date(%1, time.%2, %3, %4, %5, %6, %7, time.UTC)"_s.arg(at.year)
        .arg(QLatin1String(Months[std::size_t(at.month - 1)]))
        .arg(at.day)
        .arg(at.hour)
        .arg(at.minute)
        .arg(at.second)
        .arg(at.nanosecond);
}

} // namespace

WrittenCall writeGo(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    WrittenCall written;
    QString type = QString::fromLatin1(callTypeName(call.type));
    type[0] = type[0].toUpper();
    written.code = u"client.Enqueue(analytics.%1{\n"_s.arg(type);
    const auto line = [&](const char *field, const QString &code) {
        written.code += u"\t%1: "_s.arg(QLatin1String(field)) + code + u",\n"_s;
    };
    const auto text = [&](const char *field, const std::optional<CodeValue> &value) {
        if (value)
            line(field, print.text(value->text));
    };
    text("UserId", call.userId);
    text("AnonymousId", call.anonymousId);
    text("PreviousId", call.previousId);
    text("GroupId", call.groupId);
    text(call.type == CallType::Track ? "Event" : "Name", call.name);
    if (call.body) {
        const bool traits = call.bodyName() == u"traits";
        line(traits ? "Traits" : "Properties",
            typedMap(print, *call.body, traits ? u"analytics.Traits"_s : u"analytics.Properties"_s));
    }
    if (call.timestamp) {
        line("Timestamp", timeCode(call.timestamp->text));
        written.imports << u"import \"time\""_s;
    }
    text("MessageId", call.messageId);
    if (call.context)
        line("Context", GoContext(print, *call.context).code());
    if (call.integrations)
        line("Integrations", typedMap(print, *call.integrations, u"analytics.Integrations"_s));
    written.code += u"})"_s;
    if (written.code.contains(u"json.Number(\""_s))
        written.imports << u"import \"encoding/json\""_s;
    return written;
}

} // namespace spectap
