// SPDX-License-Identifier: MIT
#pragma once

#include "ui/command/commandlist.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace spectap {

/// Every key there is: those of the menus as they are now, and those of the parts of the window.
class ShortcutSheet final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget *parent = nullptr);

    void setCommands(const std::vector<Command> &commands);

private:
    void narrow(const QString &words);

    QLineEdit *m_search;
    QTreeWidget *m_list;
};

} // namespace spectap
