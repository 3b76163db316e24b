// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/query/query.h"
#include "ui/filter/chip.h"

#include <QToolBar>

#include <array>
#include <vector>

namespace spectap {

class FilterEdit;

/// Second row of the window: the filter field and the chips that write into it.
class FilterBar final : public QToolBar
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    [[nodiscard]] FilterEdit *edit() const { return m_edit; }
    void setCounts(const std::array<quint32, CallTypeCount> &types, const std::array<quint32, 4> &severities);
    /// Adds a term to what is there.
    void addTerm(const QString &term);
    /// Has the filter ask for one `time:` term, or for none (empty).
    void setTimeTerm(const QString &term);

private:
    void showState();

    FilterEdit *m_edit;
    std::vector<Chip *> m_chips;
};

} // namespace spectap
