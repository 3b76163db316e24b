// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/trackingplan.h"

#include <span>

namespace spectap {

/// The tracking plans a session was checked with: the key in the file's table `meta`.
inline const QByteArray PlansKey = "plans";

/// A plan as it was read.
struct PlanText
{
    QString file; ///< its name, without the folder
    QByteArray text;
};

/// What is stored; empty without plans.
[[nodiscard]] QByteArray plansToJson(std::span<const PlanText> plans);
/// Those of them that this program can read.
[[nodiscard]] std::vector<TrackingPlan> plansFromJson(QByteArrayView json);

} // namespace spectap
