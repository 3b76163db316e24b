// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/navigatormodel.h"
#include "ui/filter/chipquery.h"

#include <QStringList>
#include <QWidget>

#include <array>

class QSplitter;

namespace spectap {

class NavigatorSection;
class NavigatorWords;

/// Sources, events and people of the session with their counts. A row is a filter: choosing it asks for its
/// calls instead of those of another row of its list, choosing it again asks for all.
class NavigatorPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit NavigatorPanel(NavigatorModel *model, QWidget *parent = nullptr);

    /// What the filter says now: rows it asks for are marked.
    void setFilterText(const QString &text);
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

signals:
    /// The filter is to ask for `fresh` (empty: nothing) in place of `old`, which it asks for now.
    void termsReplaced(const QStringList &old, const QString &fresh);
    /// The filter is to ask for `term` as well.
    void termAdded(const QString &term);

private:
    [[nodiscard]] bool isAsked(const QModelIndex &index) const;
    void choose(NavigatorList list, const QModelIndex &index);
    void showMenu(NavigatorList list, const QModelIndex &index, const QPoint &at);
    [[nodiscard]] QStringList askedTerms(const QModelIndex &parent) const;
    void shareRoom();

    NavigatorModel *m_model;
    NavigatorWords *m_words;
    QSplitter *m_splitter;
    std::array<NavigatorSection *, NavigatorLists> m_sections{};
    ChipQuery m_query; ///< what the filter says
};

} // namespace spectap
