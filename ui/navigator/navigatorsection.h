// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/navigatormodel.h"

#include <QWidget>

#include <functional>

class QToolButton;
class QTreeView;

namespace spectap {

class NavigatorWords;

/// One list of the Navigator under a header that folds it away and says how it is ordered. A click or Enter
/// on a row asks for its calls.
class NavigatorSection final : public QWidget
{
    Q_OBJECT

public:
    NavigatorSection(NavigatorModel *model, NavigatorWords *words, NavigatorList list,
        std::function<bool(const QModelIndex &)> isAsked, QWidget *parent = nullptr);

    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] NavigatorList list() const { return m_list; }
    [[nodiscard]] bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

signals:
    void rowChosen(const QModelIndex &index);
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHeader();
    void buildTree(std::function<bool(const QModelIndex &)> isAsked);
    void updateHeader();
    void keepRoot();

    NavigatorModel *m_model;
    NavigatorWords *m_words;
    NavigatorList m_list;
    QToolButton *m_title = nullptr;
    QToolButton *m_order = nullptr;
    QTreeView *m_tree = nullptr;
    bool m_folded = false;
};

} // namespace spectap
