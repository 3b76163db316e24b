// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/lanearrangement.h"

#include <QWidget>

class QAction;
class QToolButton;

namespace spectap {

/// In the timeline's bar: how many profiles there are, which of them are shown, and the way back to all.
class LaneChooser final : public QWidget
{
    Q_OBJECT

public:
    explicit LaneChooser(QWidget *parent = nullptr);

    /// `shown` of `all` profiles. `person`: an id of the only one shown. `personPossible`: the cursor stands
    /// on a call of somebody.
    void setLanes(
        const LaneFilter &filter, quint32 shown, quint32 all, const QString &person, bool personPossible);

signals:
    void showRequested(spectap::LaneFilter::Show show);
    void unresolvedRequested(bool unresolved);
    void everyoneRequested();

private:
    QToolButton *m_choice = nullptr;
    QToolButton *m_everyone = nullptr; ///< the way back; names what is shown until then
    QAction *m_actions[3] = {};        ///< by LaneFilter::Show
    QAction *m_unresolved = nullptr;
};

} // namespace spectap
