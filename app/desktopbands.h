// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace spectap {

// Which notice of the window is which (Band::key).
inline const QByteArray UndoClearKey = "undo-clear";
inline const QByteArray RecoverKey = "recover";
inline const QByteArray SavingKey = "saving";
inline const QByteArray RecheckingKey = "rechecking";
inline const QByteArray PlanKey = "plan";
inline const QByteArray StoredPlanKey = "stored-plan";
inline const QByteArray RecheckKey = "recheck";
inline const QByteArray MarksKey = "marks";
inline const QByteArray CarryKey = "carry";
inline const QByteArray SaveKey = "save";
inline const QByteArray OpenKey = "open";
inline const QByteArray ImportingKey = "importing";
inline const QByteArray ImportKey = "import";

} // namespace spectap
