// SPDX-License-Identifier: MIT
#include "model/session/storedplans.h"

#include "model/support/jsontext.h"

#include <nlohmann/json.hpp>

namespace spectap {

QByteArray plansToJson(std::span<const PlanText> plans)
{
    QByteArray json;
    for (const PlanText &plan : plans) {
        json += json.isEmpty() ? "[{\"file\":" : ",{\"file\":";
        appendJsonString(json, plan.file.toUtf8());
        appendJsonMember(json, "text", plan.text);
        json += '}';
    }
    if (!json.isEmpty())
        json += ']';
    return json;
}

std::vector<TrackingPlan> plansFromJson(QByteArrayView json)
{
    std::vector<TrackingPlan> plans;
    const auto list = nlohmann::ordered_json::parse(json.begin(), json.end(), nullptr, false);
    if (!list.is_array())
        return plans;
    for (const auto &entry : list) {
        if (!entry.is_object() || !entry.contains("text") || !entry["text"].is_string())
            continue;
        const auto file = entry.find("file");
        const bool named = file != entry.end() && file->is_string();
        auto plan = TrackingPlan::read(QByteArray::fromStdString(entry["text"].get<std::string>()),
            named ? QString::fromStdString(file->get<std::string>()) : QString());
        if (plan)
            plans.push_back(std::move(*plan));
    }
    return plans;
}

} // namespace spectap
