// SPDX-License-Identifier: MIT
#include "model/spec/mutes.h"

#include <nlohmann/json.hpp>

namespace spectap {

namespace {

using Json = nlohmann::ordered_json;

std::string text(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

std::optional<QByteArray> member(const Json &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string())
        return std::nullopt;
    return QByteArray::fromStdString(found->get<std::string>());
}

} // namespace

bool Mute::covers(const Mute &other) const
{
    return rule == other.rule && (!event || event == other.event) && (!pattern || pattern == other.pattern);
}

QByteArray mutesToJson(const std::vector<Mute> &mutes, bool always)
{
    Json list = Json::array();
    for (const Mute &mute : mutes) {
        if (mute.always != always)
            continue;
        Json entry{{"rule", text(ruleName(mute.rule))}};
        if (mute.event) {
            entry["call"] = text(callTypeName(mute.event->type));
            entry["name"] = text(mute.event->name);
        }
        if (mute.pattern)
            entry["pattern"] = text(*mute.pattern);
        list.push_back(std::move(entry));
    }
    return QByteArray::fromStdString(list.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::vector<Mute> mutesFromJson(const QByteArray &json, bool always)
{
    std::vector<Mute> mutes;
    const Json list = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!list.is_array())
        return mutes;
    for (const Json &entry : list) {
        if (!entry.is_object())
            continue;
        const std::optional<Rule> rule = ruleFromName(member(entry, "rule").value_or(QByteArray()));
        if (!rule)
            continue;
        Mute mute;
        mute.rule = *rule;
        mute.always = always;
        mute.pattern = member(entry, "pattern");
        if (const auto call = member(entry, "call"))
            mute.event = EventKey{callTypeFromName(*call), member(entry, "name").value_or(QByteArray())};
        mutes.push_back(std::move(mute));
    }
    return mutes;
}

} // namespace spectap
