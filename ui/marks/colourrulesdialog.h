// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/rowcolours.h"

#include <QDialog>
#include <QStringList>

#include <vector>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace spectap {

class FilterCompleter;
class FilterEdit;

/// As settings keep them.
[[nodiscard]] QStringList colourRulesToList(const std::vector<ColourRule> &rules);
[[nodiscard]] std::vector<ColourRule> colourRulesFromList(const QStringList &list);
/// What one may begin with, all of them off.
[[nodiscard]] std::vector<ColourRule> firstColourRules();

/// The colouring rules in their order, and the one being changed. What is changed is seen in the table at
/// once; there is nothing to apply.
class ColourRulesDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ColourRulesDialog(const SessionDocument &document, QWidget *parent = nullptr);

    void setRules(const std::vector<ColourRule> &rules);

signals:
    void rulesChanged(const std::vector<spectap::ColourRule> &rules);
    void helpRequested();

private:
    QWidget *makeEditor();
    void fillList(int current);
    void showLine(int row);
    void showRule();
    void change();
    void settle();
    void addRule();
    void removeRule();
    void moveRule(int step);
    [[nodiscard]] ColourRule *ruleAt(int row);

    std::vector<ColourRule> m_rules;
    QListWidget *m_list;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QLineEdit *m_name;
    FilterEdit *m_filter;
    FilterCompleter *m_completer;
    QComboBox *m_colour;
    int m_shown = -1;       ///< row of the rule in the fields
    bool m_showing = false; ///< widgets are being filled, nobody changes anything
};

} // namespace spectap
